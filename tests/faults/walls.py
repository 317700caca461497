"""What stands in place of an article, in the words of many languages. All of it is invented."""

# ruff: noqa: E501 - words stand here as they are

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """One language's words for walls and for a story."""

    human: str
    """asks whether somebody is human"""
    wait: str
    cookies: str
    """asks for consent, with the usual themes"""
    agree: str
    login: str
    """says that one must log in"""
    password: str
    gone: str
    home: str
    pay: str
    """says that the rest is for who pays"""
    title: str
    story: str
    """two sentences of an article"""


WORDS = {
    "en": Words(
        "Please verify you are human", "Your browser is being checked; this takes a few seconds.",
        "We and our 214 partners use cookies and tracking to show personalised ads. Your consent can be withdrawn in the"
        " privacy settings.", "Accept all",
        "Log in to continue", "Password", "Page not found", "Back to the home page",
        "This article is for subscribers. Subscribe to continue reading.", "Ferry to the outer islands runs again",
        "The ferry to the outer islands runs again from Monday, the port office said. Nine days of repairs had kept it"
        " in the dock.",
    ),
    "de": Words(
        "Bitte bestätigen Sie, dass Sie ein Mensch sind", "Ihr Browser wird überprüft. Das dauert nur wenige Sekunden.",
        "Wir und unsere 214 Partner verwenden Cookies und Tracking für personalisierte Werbung. Ihre Einwilligung können"
        " Sie in den Datenschutzeinstellungen widerrufen.", "Alle akzeptieren",
        "Bitte melden Sie sich an", "Passwort", "Seite nicht gefunden", "Zur Startseite",
        "Dieser Artikel ist nur für Abonnenten. Jetzt abonnieren und weiterlesen.", "Fähre zu den Inseln fährt wieder",
        "Die Fähre zu den äußeren Inseln fährt ab Montag wieder, teilte das Hafenamt mit. Neun Tage lang war die Rampe"
        " repariert worden.",
    ),
    "fr": Words(
        "Vérifiez que vous êtes humain", "Votre navigateur est en cours de vérification, merci de patienter.",
        "Nous et nos 214 partenaires utilisons des cookies et des traceurs pour la publicité personnalisée. Votre"
        " consentement peut être retiré dans les paramètres de confidentialité.", "Tout accepter",
        "Connectez-vous pour continuer", "Mot de passe", "Page introuvable", "Retour à l'accueil",
        "Cet article est réservé aux abonnés. Pour lire la suite, abonnez-vous.", "Le bac des îles reprend lundi",
        "Le bac vers les îles reprend lundi, a annoncé la capitainerie. La rampe du quai nord a été réparée pendant neuf"
        " jours.",
    ),
    "es": Words(
        "Verifique que usted es un ser humano", "Estamos comprobando su navegador; tardará unos segundos.",
        "Nosotros y nuestros 214 socios usamos cookies y rastreo para mostrar publicidad personalizada. Puede retirar su"
        " consentimiento en la configuración de privacidad.", "Aceptar todo",
        "Inicie sesión para continuar", "Contraseña", "Página no encontrada", "Volver a la portada",
        "Contenido exclusivo para suscriptores. Suscríbete para seguir leyendo.", "El transbordador vuelve el lunes",
        "El transbordador a las islas vuelve el lunes, informó la oficina del puerto. La rampa del muelle norte se reparó"
        " en nueve días.",
    ),
    "it": Words(
        "Conferma di essere umano", "Stiamo controllando il tuo browser; attendi qualche secondo.",
        "Noi e i nostri 214 partner usiamo cookie e strumenti di tracciamento per la pubblicità personalizzata. Puoi"
        " ritirare il consenso nelle impostazioni sulla privacy.", "Accetta tutto",
        "Accedi per continuare", "Password", "Pagina non trovata", "Torna alla home",
        "Articolo riservato agli abbonati. Per continuare a leggere, abbonati.", "Il traghetto riparte lunedì",
        "Il traghetto per le isole riparte lunedì, ha detto l'ufficio del porto. La rampa del molo nord è stata riparata"
        " in nove giorni.",
    ),
    "pt": Words(
        "Confirme que é humano", "Estamos a verificar o seu navegador; aguarde alguns segundos.",
        "Nós e os nossos 214 parceiros usamos cookies e rastreamento para mostrar publicidade personalizada. Pode retirar"
        " o consentimento nas definições de privacidade.", "Aceitar tudo",
        "Inicie sessão para continuar", "Palavra-passe", "Página não encontrada", "Voltar ao início",
        "Conteúdo exclusivo para assinantes. Para continuar lendo, assine.", "O barco das ilhas volta na segunda",
        "O barco para as ilhas volta na segunda-feira, informou a capitania. A rampa do cais norte foi reparada em nove"
        " dias.",
    ),
    "nl": Words(
        "Bevestig dat u een mens bent", "Uw browser wordt gecontroleerd; dit duurt enkele seconden.",
        "Wij en onze 214 partners gebruiken cookies en tracking voor gepersonaliseerde advertenties. U kunt uw"
        " toestemming intrekken bij de privacy-instellingen.", "Alles accepteren",
        "Log in om verder te gaan", "Wachtwoord", "Pagina niet gevonden", "Naar de voorpagina",
        "Dit artikel is alleen voor abonnees. Verder lezen? Neem een abonnement.", "Veerboot naar de eilanden vaart weer",
        "De veerboot naar de eilanden vaart vanaf maandag weer, zei het havenkantoor. De helling aan de noordpier werd"
        " negen dagen hersteld.",
    ),
    "pl": Words(
        "Potwierdź, że jesteś człowiekiem", "Sprawdzamy Twoją przeglądarkę, potrwa to kilka sekund.",
        "My i nasi 214 partnerzy używamy plików cookie i tracking do wyświetlania reklamy. Zgody można cofnąć w"
        " ustawieniach prywatności.", "Akceptuję wszystko",
        "Zaloguj się, aby kontynuować", "Hasło", "Nie znaleziono strony", "Strona główna",
        "Artykuł tylko dla prenumeratorów. Aby przeczytać całość, wykup dostęp.", "Prom na wyspy znów kursuje",
        "Prom na wyspy znów kursuje od poniedziałku, podał urząd portu. Rampę przy północnym molo naprawiano dziewięć"
        " dni.",
    ),
    "ru": Words(
        "Подтвердите, что вы человек", "Проверяем ваш браузер, это займёт несколько секунд.",
        "Мы и наши 214 партнеры используем cookie, чтобы показывать персональную рекламу. Согласие можно отозвать в"
        " настройках конфиденциальности; реклама оплачивает сайт.", "Принять все",
        "Войдите, чтобы продолжить", "Пароль", "Страница не найдена", "На главную",
        "Материал только для подписчиков. Оформите подписку, чтобы читать дальше.", "Паром на острова снова ходит",
        "Паром на внешние острова снова ходит с понедельника, сообщило портовое управление. Рампу у северного пирса"
        " чинили девять дней.",
    ),
    "uk": Words(
        "Підтвердьте, що ви людина", "Перевіряємо ваш браузер, це займе кілька секунд.",
        "Ми та наші 214 партнери використовуємо cookie, щоб показувати рекламу. Згода відкликається в налаштуваннях:"
        " конфіденційність. Реклами оплачують сайт.", "Прийняти все",
        "Увійдіть, щоб продовжити", "Пароль", "Сторінку не знайдено", "На головну",
        "Матеріал лише для передплатників. Передплатіть, щоб читати далі.", "Пором на острови знову ходить",
        "Пором на зовнішні острови знову ходить з понеділка, повідомило управління порту. Рампу біля північного причалу"
        " лагодили дев'ять днів.",
    ),
    "tr": Words(
        "İnsan olduğunuzu doğrulayın", "Tarayıcınız kontrol ediliyor, bu birkaç saniye sürer.",
        "Biz ve 214 iş ortakları, kişiselleştirilmiş reklamlar için çerezler ve tracking kullanıyoruz. Rıza, gizlilik"
        " ayarlarından geri alınabilir.", "Hepsini kabul et",
        "Devam etmek için giriş yapın", "Şifre", "Sayfa bulunamadı", "Ana sayfa",
        "Bu haber yalnızca abonelere özeldir. Okumaya devam etmek için abone olun.", "Adalara feribot yeniden başlıyor",
        "Dış adalara feribot pazartesi yeniden başlıyor, dedi liman idaresi. Kuzey iskelesindeki rampa dokuz günde"
        " onarıldı.",
    ),
    "ar": Words(
        "تحقق من أنك إنسان", "نتحقق من متصفحك، يستغرق ذلك بضع ثوان.",
        "نستخدم نحن وشركاؤنا (214 شركاء) ملفات تعريف الارتباط لعرض الإعلانات. يمكن سحب موافقة المستخدم من إعدادات"
        " الخصوصية و tracking.", "قبول الكل",
        "سجل الدخول للمتابعة", "كلمة المرور", "الصفحة غير موجودة", "العودة إلى الرئيسية",
        "هذا المقال للمشتركين فقط. اشترك لمتابعة القراءة.", "العبارة إلى الجزر تعود يوم الاثنين",
        "تعود العبارة إلى الجزر للعمل يوم الاثنين، كما قال مكتب الميناء. استغرق إصلاح المنحدر عند الرصيف الشمالي تسعة"
        " أيام.",
    ),
    "zh": Words(
        "请验证您是真人", "正在检查您的浏览器，请稍候几秒钟。",
        "我们和214家合作伙伴使用 cookies 和 tracking 展示个性化广告。您可以在隐私设置中撤回同意。", "全部接受",
        "请先登录后继续", "密码", "页面不存在", "返回首页",
        "本文仅供订阅用户阅读。订阅后继续阅读全文。", "开往外岛的渡轮恢复航行",
        "港务局表示，开往外岛的渡轮将于星期一恢复航行。北码头的坡道修理了九天，期间由渔民运送邮件和面包。",
    ),
    "ja": Words(
        "あなたが人間であることを確認してください", "ブラウザを確認しています。数秒お待ちください。",
        "当社と214社のパートナーは、パーソナライズ広告のためクッキーと tracking を使用します。同意はプライバシー設定で取り消せます。",
        "すべて許可", "続けるにはログインしてください", "パスワード", "ページが見つかりません", "トップへ戻る",
        "この記事は有料会員限定です。残り850文字。", "島への渡し船、月曜に再開",
        "港湾事務所によると、外の島々への渡し船は月曜日に再開する。北桟橋の修理には九日かかり、その間は漁師が郵便を運んだ。",
    ),
    "ko": Words(
        "사람인지 확인해 주세요", "브라우저를 확인하고 있습니다. 몇 초만 기다려 주세요.",
        "당사와 214개 파트너는 맞춤 광고를 위해 쿠키와 tracking 을 사용합니다. 동의 는 개인정보 설정에서 철회할 수 있습니다.",
        "모두 허용", "계속하려면 로그인하세요", "비밀번호", "페이지를 찾을 수 없습니다", "홈으로",
        "이 기사는 유료 구독자 전용입니다. 구독하고 계속 읽기.", "섬으로 가는 배, 월요일부터 다시 다닌다",
        "항만 사무소는 바깥 섬으로 가는 배가 월요일부터 다시 다닌다고 밝혔다. 북쪽 부두의 경사로 수리에는 아흐레가 걸렸다.",
    ),
}  # fmt: skip


def _page(language: str, title: str, body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><header><a href=/>Bay News</a></header>{body}<footer>© Bay News</footer></body></html>"
    )


def challenge(language: str, words: Words) -> str:
    """Return a page that asks whether its reader is human."""
    box = '<div id="challenge"><input type=checkbox></div>'
    return _page(language, words.human, f"<main><h1>{words.human}</h1><p>{words.wait}</p>{box}</main>")


def consent(language: str, words: Words) -> str:
    """Return a page that shows nothing before its reader agrees."""
    return _page(
        language,
        "Bay News",
        f"<div class=wall><h2>Bay News</h2><p>{words.cookies}</p><p>{words.cookies}</p><button>{words.agree}</button></div>",
    )


def login(language: str, words: Words) -> str:
    """Return a page with a form to log in."""
    form = f"<form><label>E-mail<input name=email></label><label>{words.password}<input type=password></label></form>"
    return _page(language, f"{words.login} - Bay News", f"<main><h1>{words.login}</h1>{form}</main>")


def soft_404(language: str, words: Words) -> str:
    """Return a page that says it is not there, with status 200 and some links to what is."""
    links = "".join(f"<li><a href=/{at}>{words.title} ({at})</a></li>" for at in range(4))
    return _page(
        language,
        f"{words.gone} | Bay News",
        f"<main><h1>{words.gone}</h1><p>{words.home}</p><ul>{links}</ul></main>",
    )


def listing(language: str, words: Words) -> str:
    """Return a page of headlines with the beginnings of their stories."""
    cards = "".join(
        f"<article class=card><a href=/2026/11/story-{at}><h3>{words.title} {at}</h3></a><p>{words.story[: len(words.story) // 2]}…</p></article>"
        for at in range(24)
    )
    return _page(language, "Bay News", f"<main><h1>Bay News</h1>{cards}</main>")


_PAID = (
    '<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{}",'
    '"isAccessibleForFree":false}}</script>'
)


def teaser_data(language: str, words: Words) -> str:
    """Return the beginning of a story whose data says that it is not free."""
    return _page(
        language,
        words.title,
        f"<article><h1>{words.title}</h1><p>{words.story}</p></article>",
        _PAID.format(words.title),
    )


def teaser_words(language: str, words: Words) -> str:
    """Return the beginning of a story and a box that sells the rest."""
    return _page(
        language,
        words.title,
        f"<article><h1>{words.title}</h1><p>{words.story}</p></article><div class=offer><p>{words.pay}</p></div>",
    )


def article(language: str, words: Words) -> str:
    """Return a whole story, with a notice about cookies and an offer to subscribe around it."""
    told = "".join(f"<p>{at}. {words.story}</p>" for at in range(1, 16))
    return _page(
        language,
        words.title,
        f"<div class=cookie-banner>{words.cookies}<button>{words.agree}</button></div><a href=/login>{words.login}</a>"
        f"<article><h1>{words.title}</h1>{told}</article>",
    )
