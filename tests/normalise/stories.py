"""One invented story in many languages, with the invented paper that prints it: name, domain, title, three paragraphs."""
# ruff: noqa: E501 - sentences stand here as they are

STORIES: dict[str, tuple[str, str, str, tuple[str, str, str]]] = {
    "ar": (
        "صحيفة المرفأ",
        "almarfaa-news.com",
        "مجلس الميناء يقر جدولا جديدا للعبارات",
        (
            "أقر مجلس الميناء يوم الثلاثاء جدولا جديدا للعبارات التي تربط الجزر الشمالية بالبر الرئيسي، بعد أشهر من المحادثات مع الشركات المشغلة.",
            "واشتكى السكان منذ سنوات من أن آخر عبارة تغادر في وقت مبكر جدا لمن يعملون في المساء، ووقع أكثر من ألفي شخص منهم عريضة في الربيع الماضي.",
            "ويبدأ العمل بالجدول الجديد في سبتمبر وستجري مراجعته بعد عام، حسبما ذكر المجلس بعد الاجتماع.",
        ),
    ),
    "bg": (
        "Крайбрежни новини",
        "kraibrejninovini.bg",
        "Пристанищният съвет одобри ново разписание на фериботите",
        (
            "Пристанищният съвет одобри във вторник ново разписание на фериботите, които свързват северните острови с континента, след месеци разговори с превозвачите.",
            "Жителите от години се оплакваха, че последният кораб тръгва твърде рано за хората, които работят вечер, и над две хиляди подписаха петиция през пролетта.",
            "Новото разписание влиза в сила през септември и ще бъде преразгледано след една година, съобщи съветът.",
        ),
    ),
    "bn": (
        "বন্দর বার্তা",
        "bandarbarta.com",
        "ফেরির নতুন সময়সূচি অনুমোদন করল বন্দর পরিষদ",
        (
            "বন্দর পরিষদ মঙ্গলবার উত্তরের দ্বীপগুলোকে মূল ভূখণ্ডের সঙ্গে যুক্ত করা ফেরির নতুন সময়সূচি অনুমোদন করেছে। পরিচালকদের সঙ্গে কয়েক মাস আলোচনার পর এই সিদ্ধান্ত আসে।",
            "বাসিন্দারা বহু বছর ধরে অভিযোগ করছিলেন যে শেষ ফেরি সন্ধ্যায় কাজ করা মানুষের জন্য খুব আগে ছেড়ে যায় এবং দুই হাজারের বেশি মানুষ আবেদনে সই করেন।",
            "নতুন সময়সূচি সেপ্টেম্বরে শুরু হবে এবং এক বছর পর পর্যালোচনা করা হবে বলে পরিষদ জানিয়েছে।",
        ),
    ),
    "ca": (
        "El Moll Diari",
        "elmolldiari.cat",
        "El consell aprova un nou horari dels transbordadors",
        (
            "El consell del port va aprovar dimarts un nou horari per als transbordadors que uneixen les illes del nord amb terra ferma, després de mesos de converses amb les empreses.",
            "Els veïns es queixaven des de feia anys que l'últim vaixell sortia massa d'hora per a les persones que treballen al vespre, i més de dos mil van signar una petició.",
            "El nou horari començarà al setembre i es revisarà al cap d'un any, va informar el consell en acabar la reunió.",
        ),
    ),
    "cs": (
        "Přístavní deník",
        "pristavnidenik.cz",
        "Přístavní rada schválila nový jízdní řád trajektů",
        (
            "Přístavní rada v úterý schválila nový jízdní řád trajektů, které spojují severní ostrovy s pevninou, po měsících jednání s dopravci.",
            "Obyvatelé si roky stěžovali, že poslední loď odjíždí příliš brzy pro lidi, kteří pracují večer, a více než dva tisíce jich na jaře podepsaly petici.",
            "Nový jízdní řád začne platit v září a po roce bude přezkoumán, uvedla rada po zasedání.",
        ),
    ),
    "da": (
        "Bæltavisen",
        "baeltavisen.dk",
        "Havnerådet godkender ny køreplan for færgerne",
        (
            "Havnerådet godkendte tirsdag en ny køreplan for de færger, der forbinder de nordlige øer med fastlandet, efter flere måneders samtaler med rederierne.",
            "Beboerne har i årevis klaget over, at den sidste båd sejler for tidligt for folk, der arbejder om aftenen, og mere end to tusind skrev i foråret under.",
            "Den nye køreplan træder i kraft i september og skal vurderes efter et år, oplyste rådet efter mødet.",
        ),
    ),
    "de": (
        "Nordinsel-Bote",
        "nordinsel-bote.de",
        "Hafenrat beschließt neuen Fahrplan für Fähren",
        (
            "Der Hafenrat hat am Dienstag einen neuen Fahrplan für die Fähren beschlossen, die die nördlichen Inseln mit dem Festland verbinden. Zuvor war monatelang verhandelt worden.",
            "Anwohner hatten sich seit Jahren beklagt, dass das letzte Schiff zu früh fahre für Menschen, die am Abend arbeiten. Mehr als zweitausend unterschrieben im Frühjahr eine Petition.",
            "Der neue Fahrplan gilt von September an und soll nach einem Jahr überprüft werden, wie der Rat nach der Sitzung mitteilte.",
        ),
    ),
    "el": (
        "Φωνή του Λιμανιού",
        "fonilimaniou.gr",
        "Το συμβούλιο ενέκρινε νέο δρομολόγιο για τα πλοία",
        (
            "Το συμβούλιο του λιμανιού ενέκρινε την Τρίτη νέο δρομολόγιο για τα πλοία που συνδέουν τα βόρεια νησιά με την ηπειρωτική χώρα, ύστερα από μήνες συνομιλιών με τις εταιρείες.",
            "Οι κάτοικοι διαμαρτύρονταν επί χρόνια ότι το τελευταίο πλοίο φεύγει πολύ νωρίς για όσους εργάζονται το βράδυ και περισσότεροι από δύο χιλιάδες υπέγραψαν ψήφισμα.",
            "Το νέο δρομολόγιο αρχίζει τον Σεπτέμβριο και θα επανεξεταστεί έπειτα από έναν χρόνο, ανακοίνωσε το συμβούλιο.",
        ),
    ),
    "en": (
        "Harbour Herald",
        "harbourherald.co.uk",
        "Harbour council approves new ferry timetable",
        (
            "The harbour council on Tuesday approved a new timetable for the ferries that link the northern islands with the mainland, after months of talks with the operators.",
            "Residents had complained for years that the last boat left too early for people who work in the evening, and more than two thousand of them signed a petition last spring.",
            "The new timetable starts in September and will be reviewed after one year, the council said in a statement after the meeting.",
        ),
    ),
    "es": (
        "El Faro del Norte",
        "elfarodelnorte.es",
        "El consejo aprueba un nuevo horario de los transbordadores",
        (
            "El consejo del puerto aprobó el martes un nuevo horario para los transbordadores que unen las islas del norte con tierra firme, tras meses de negociaciones con las empresas.",
            "Los vecinos se quejaban desde hace años de que el último barco salía demasiado temprano para quienes trabajan por la tarde, y más de dos mil firmaron una petición.",
            "El nuevo horario comenzará en septiembre y será revisado dentro de un año, señaló el consejo al término de la reunión.",
        ),
    ),
    "fa": (
        "روزنامه ساحل نو",
        "sahelno.ir",
        "شورای بندر برنامه تازه کشتی‌ها را تصویب کرد",
        (
            "شورای بندر روز سه‌شنبه برنامه تازه‌ای برای کشتی‌هایی که جزایر شمالی را به خشکی وصل می‌کنند، پس از ماه‌ها گفت‌وگو با شرکت‌ها تصویب کرد.",
            "ساکنان سال‌ها گلایه داشتند که آخرین کشتی برای کسانی که عصرها کار می‌کنند خیلی زود حرکت می‌کند و بیش از دو هزار نفر از آنها بهار گذشته نامه‌ای امضا کردند.",
            "برنامه تازه از مهرماه اجرا می‌شود و پس از یک سال بازبینی خواهد شد، شورا پس از نشست اعلام کرد.",
        ),
    ),
    "fi": (
        "Saaristosanomat",
        "saaristosanomat.fi",
        "Satamaneuvosto hyväksyi lauttojen uuden aikataulun",
        (
            "Satamaneuvosto hyväksyi tiistaina uuden aikataulun lautoille, jotka yhdistävät pohjoiset saaret mantereeseen, kuukausia kestäneiden neuvottelujen jälkeen.",
            "Asukkaat ovat valittaneet vuosia, että viimeinen laiva lähtee liian aikaisin iltaisin työskenteleville, ja yli kaksituhatta heistä allekirjoitti keväällä vetoomuksen.",
            "Uusi aikataulu tulee voimaan syyskuussa, ja sitä arvioidaan vuoden kuluttua, neuvosto kertoi kokouksen jälkeen.",
        ),
    ),
    "fr": (
        "Le Courrier des Îles",
        "courrierdesiles.fr",
        "Le conseil approuve un nouvel horaire des bacs",
        (
            "Le conseil du port a approuvé mardi un nouvel horaire pour les bacs qui relient les îles du nord au continent, après des mois de discussions avec les exploitants.",
            "Les habitants se plaignaient depuis des années que le dernier bateau partait trop tôt pour ceux qui travaillent le soir, et plus de deux mille ont signé une pétition.",
            "Le nouvel horaire entrera en vigueur en septembre et sera réexaminé au bout d’un an, a indiqué le conseil à l’issue de la réunion.",
        ),
    ),
    "he": (
        "חדשות הרציף",
        "haratzif.co.il",
        "מועצת הנמל אישרה לוח זמנים חדש למעבורות",
        (
            "מועצת הנמל אישרה ביום שלישי לוח זמנים חדש למעבורות המחברות את האיים הצפוניים ליבשה, לאחר חודשים של שיחות עם המפעילים.",
            "התושבים התלוננו במשך שנים שהספינה האחרונה יוצאת מוקדם מדי עבור מי שעובד בערב, ויותר מאלפיים מהם חתמו באביב על עצומה.",
            "לוח הזמנים החדש ייכנס לתוקף בספטמבר וייבחן מחדש לאחר שנה, נמסר מהמועצה בתום הישיבה.",
        ),
    ),
    "hi": (
        "तटीय समाचार",
        "tatiyasamachar.in",
        "बंदरगाह परिषद ने नौकाओं की नई समय सारिणी को मंजूरी दी",
        (
            "बंदरगाह परिषद ने मंगलवार को उन नौकाओं की नई समय सारिणी को मंजूरी दी जो उत्तरी द्वीपों को मुख्य भूमि से जोड़ती हैं। इसके लिए संचालकों के साथ महीनों तक बातचीत चली।",
            "निवासी वर्षों से शिकायत कर रहे थे कि आखिरी नाव शाम को काम करने वालों के लिए बहुत जल्दी निकल जाती है और दो हजार से अधिक लोगों ने याचिका पर हस्ताक्षर किए।",
            "नई समय सारिणी सितंबर से लागू होगी और एक साल बाद इसकी समीक्षा की जाएगी, परिषद ने बैठक के बाद कहा।",
        ),
    ),
    "hr": (
        "Lučki list",
        "luckilist.hr",
        "Lučko vijeće odobrilo novi red plovidbe",
        (
            "Lučko vijeće odobrilo je u utorak novi red plovidbe trajekata koji povezuju sjeverne otoke s kopnom, nakon višemjesečnih razgovora s brodarima.",
            "Stanovnici su se godinama žalili da posljednji brod polazi prerano za ljude koji rade navečer, a više od dvije tisuće njih potpisalo je u proljeće peticiju.",
            "Novi red plovidbe stupa na snagu u rujnu i bit će preispitan nakon godinu dana, priopćilo je vijeće.",
        ),
    ),
    "id": (
        "Kabar Dermaga",
        "kabardermaga.co.id",
        "Dewan pelabuhan setujui jadwal baru kapal feri",
        (
            "Dewan pelabuhan pada Selasa menyetujui jadwal baru untuk kapal feri yang menghubungkan pulau-pulau di utara dengan daratan utama, setelah berbulan-bulan berunding dengan operator.",
            "Warga selama bertahun-tahun mengeluh bahwa kapal terakhir berangkat terlalu cepat bagi mereka yang bekerja pada malam hari, dan lebih dari dua ribu orang menandatangani petisi.",
            "Jadwal baru itu mulai berlaku pada September dan akan ditinjau setelah satu tahun, kata dewan itu seusai rapat.",
        ),
    ),
    "it": (
        "Il Molo",
        "ilmolo.it",
        "Il consiglio approva il nuovo orario dei traghetti",
        (
            "Il consiglio del porto ha approvato martedì un nuovo orario per i traghetti che collegano le isole del nord con la terraferma, dopo mesi di trattative con le compagnie.",
            "I residenti si lamentavano da anni che l'ultima nave partisse troppo presto per chi lavora la sera, e più di duemila hanno firmato una petizione in primavera.",
            "Il nuovo orario entrerà in vigore a settembre e sarà rivisto dopo un anno, ha fatto sapere il consiglio al termine della riunione.",
        ),
    ),
    "ja": (
        "みなと新報",
        "minatoshimpo.jp",
        "港湾評議会、フェリーの新しい時刻表を承認",
        (
            "港湾評議会は火曜日、北部の島々と本土を結ぶフェリーの新しい時刻表を承認した。運航会社との数カ月にわたる話し合いの末の決定で、最終便の時刻が遅くなる。",
            "住民らは長年、夜に働く人にとって最終便の出発が早すぎると訴えてきた。今年の春には二千人以上が署名を集め、評議会に提出していた。",
            "新しい時刻表は九月から実施され、一年後に見直される予定だ。評議会は会合の後、運賃は当面据え置くと説明した。",
        ),
    ),
    "ko": (
        "항구일보",
        "hangguilbo.co.kr",
        "항만위원회, 새 여객선 시간표 승인",
        (
            "항만위원회는 화요일 북부 섬들과 본토를 잇는 여객선의 새 시간표를 승인했다. 운항사들과 몇 달 동안 협의를 거친 끝에 나온 결정으로 마지막 배 시간이 늦춰진다.",
            "주민들은 저녁에 일하는 사람들에게 마지막 배가 너무 일찍 떠난다고 여러 해 동안 불만을 제기해 왔으며 지난봄에는 이천 명이 넘는 주민이 청원에 서명했다.",
            "새 시간표는 구월부터 시행되며 일 년 뒤에 다시 검토할 예정이라고 위원회는 회의가 끝난 뒤 밝혔다.",
        ),
    ),
    "nl": (
        "De Veerdam Courant",
        "veerdamcourant.nl",
        "Havenraad keurt nieuwe dienstregeling goed",
        (
            "De havenraad heeft dinsdag een nieuwe dienstregeling goedgekeurd voor de veerboten die de noordelijke eilanden met het vasteland verbinden, na maanden van overleg met de rederijen.",
            "Bewoners klaagden al jaren dat de laatste boot te vroeg vertrok voor mensen die 's avonds werken, en meer dan tweeduizend van hen tekenden dit voorjaar een petitie.",
            "De nieuwe dienstregeling gaat in september in en wordt na een jaar geëvalueerd, meldde de raad na afloop van de vergadering.",
        ),
    ),
    "no": (
        "Fjordavisa",
        "fjordavisa.no",
        "Havnerådet godkjenner ny ruteplan for fergene",
        (
            "Havnerådet godkjente tirsdag en ny ruteplan for fergene som knytter de nordlige øyene til fastlandet, etter måneder med samtaler med rederiene.",
            "Innbyggerne har i årevis klaget over at den siste båten går for tidlig for folk som jobber om kvelden, og mer enn to tusen skrev under et opprop i vår.",
            "Den nye ruteplanen trer i kraft i september og skal vurderes etter ett år, opplyste rådet etter møtet.",
        ),
    ),
    "pl": (
        "Głos Przystani",
        "glosprzystani.pl",
        "Rada portu zatwierdziła nowy rozkład promów",
        (
            "Rada portu zatwierdziła we wtorek nowy rozkład promów, które łączą wyspy północne ze stałym lądem, po wielu miesiącach rozmów z przewoźnikami.",
            "Mieszkańcy od lat skarżyli się, że ostatni statek odpływa za wcześnie dla osób pracujących wieczorem, a ponad dwa tysiące z nich podpisało wiosną petycję.",
            "Nowy rozkład zacznie obowiązywać we wrześniu i zostanie oceniony po roku, przekazała rada po posiedzeniu.",
        ),
    ),
    "pt": (
        "Diário da Barra",
        "diariodabarra.com.br",
        "Conselho aprova novo horário das barcas",
        (
            "O conselho do porto aprovou na terça-feira um novo horário para as barcas que ligam as ilhas do norte ao continente, depois de meses de negociações com as empresas.",
            "Os moradores reclamavam há anos que o último barco saía cedo demais para quem trabalha à noite, e mais de dois mil assinaram uma petição na primavera.",
            "O novo horário começa em setembro e será revisto depois de um ano, informou o conselho no fim da reunião.",
        ),
    ),
    "ru": (
        "Портовый вестник",
        "portvestnik.ru",
        "Портовый совет утвердил новое расписание паромов",
        (
            "Портовый совет во вторник утвердил новое расписание паромов, которые связывают северные острова с материком, после нескольких месяцев переговоров с перевозчиками.",
            "Жители годами жаловались, что последний паром уходит слишком рано для тех, кто работает по вечерам, и более двух тысяч из них весной подписали обращение.",
            "Новое расписание вступит в силу в сентябре и через год будет пересмотрено, говорится в сообщении совета.",
        ),
    ),
    "sk": (
        "Prístavné noviny",
        "pristavnenoviny.sk",
        "Prístavná rada schválila nový cestovný poriadok",
        (
            "Prístavná rada v utorok schválila nový cestovný poriadok trajektov, ktoré spájajú severné ostrovy s pevninou, po mesiacoch rokovaní s dopravcami.",
            "Obyvatelia sa roky sťažovali, že posledná loď odchádza príliš skoro pre ľudí, ktorí pracujú večer, a viac ako dvetisíc ich na jar podpísalo petíciu.",
            "Nový poriadok začne platiť v septembri a po roku ho prehodnotia, uviedla rada po zasadnutí.",
        ),
    ),
    "sr": (
        "Обалске новости",
        "obalskenovosti.rs",
        "Лучки савет одобрио нови ред пловидбе",
        (
            "Лучки савет одобрио је у уторак нови ред пловидбе трајеката који повезују северна острва са копном, после вишемесечних разговора са превозницима.",
            "Становници су се годинама жалили да последњи брод полази прерано за људе који раде увече, а више од две хиљаде њих потписало је на пролеће петицију.",
            "Нови ред пловидбе ступа на снагу у септембру и биће преиспитан после годину дана, саопштио је савет.",
        ),
    ),
    "sv": (
        "Skärgårdsbladet",
        "skargardsbladet.se",
        "Hamnrådet godkänner ny tidtabell för färjorna",
        (
            "Hamnrådet godkände på tisdagen en ny tidtabell för färjorna som förbinder de norra öarna med fastlandet, efter månader av samtal med rederierna.",
            "De boende har i åratal klagat på att den sista båten går för tidigt för dem som arbetar på kvällen, och mer än två tusen skrev i våras under ett upprop.",
            "Den nya tidtabellen börjar gälla i september och ska ses över efter ett år, meddelade rådet efter mötet.",
        ),
    ),
    "th": (
        "ข่าวท่าเรือ",
        "khaotharuea.co.th",
        "สภาท่าเรืออนุมัติตารางเวลาเรือเฟอร์รีใหม่",
        (
            "สภาท่าเรืออนุมัติตารางเวลาใหม่ของเรือเฟอร์รีที่เชื่อมเกาะทางเหนือกับแผ่นดินใหญ่เมื่อวันอังคาร หลังจากเจรจากับผู้ประกอบการมานานหลายเดือน",
            "ชาวบ้านร้องเรียนมาหลายปีว่าเรือเที่ยวสุดท้ายออกเร็วเกินไปสำหรับคนที่ทำงานตอนเย็น และมากกว่าสองพันคนลงชื่อในคำร้องเมื่อฤดูใบไม้ผลิ",
            "ตารางเวลาใหม่จะเริ่มใช้ในเดือนกันยายนและจะทบทวนหลังจากหนึ่งปี สภากล่าวหลังการประชุม",
        ),
    ),
    "tr": (
        "Kıyı Postası",
        "kiyipostasi.com.tr",
        "Liman meclisi yeni vapur tarifesini onayladı",
        (
            "Liman meclisi, kuzey adalarını anakaraya bağlayan vapurların yeni tarifesini işletmecilerle aylar süren görüşmelerin ardından salı günü onayladı.",
            "Ada sakinleri yıllardır son vapurun akşam çalışanlar için çok erken kalktığından şikayet ediyordu ve iki binden fazlası ilkbaharda bir dilekçe imzaladı.",
            "Yeni tarife eylül ayında yürürlüğe girecek ve bir yıl sonra yeniden değerlendirilecek, denildi.",
        ),
    ),
    "uk": (
        "Причал Новини",
        "prychal.com.ua",
        "Портова рада затвердила новий розклад поромів",
        (
            "Портова рада у вівторок затвердила новий розклад поромів, які сполучають північні острови з материком, після кількох місяців переговорів із перевізниками.",
            "Мешканці роками скаржилися, що останній пором відходить надто рано для тих, хто працює ввечері, і понад дві тисячі з них навесні підписали звернення.",
            "Новий розклад почне діяти у вересні та буде переглянутий через рік, ідеться в повідомленні ради.",
        ),
    ),
    "ur": (
        "ساحل نیوز",
        "sahilnewsurdu.pk",
        "بندرگاہ کونسل نے کشتیوں کے نئے اوقات منظور کر لیے",
        (
            "بندرگاہ کونسل نے منگل کو ان کشتیوں کے نئے اوقات کی منظوری دی جو شمالی جزیروں کو ساحل سے ملاتی ہیں، اس سے پہلے مہینوں تک کمپنیوں سے بات چیت جاری رہی۔",
            "رہائشی برسوں سے شکایت کر رہے تھے کہ آخری کشتی شام کو کام کرنے والوں کے لیے بہت جلد روانہ ہو جاتی ہے اور دو ہزار سے زیادہ افراد نے درخواست پر دستخط کیے۔",
            "نئے اوقات ستمبر سے نافذ ہوں گے اور ایک سال بعد ان کا جائزہ لیا جائے گا، کونسل نے اجلاس کے بعد کہا۔",
        ),
    ),
    "vi": (
        "Báo Bến Cảng",
        "baobencang.vn",
        "Hội đồng cảng thông qua lịch trình phà mới",
        (
            "Hội đồng cảng hôm thứ Ba đã thông qua lịch trình mới cho các chuyến phà nối những hòn đảo phía bắc với đất liền, sau nhiều tháng thảo luận với các đơn vị vận hành.",
            "Người dân nhiều năm qua phàn nàn rằng chuyến phà cuối rời bến quá sớm đối với những người làm việc buổi tối, và hơn hai nghìn người đã ký đơn kiến nghị.",
            "Lịch trình mới bắt đầu từ tháng Chín và sẽ được xem xét lại sau một năm, hội đồng cho biết sau cuộc họp.",
        ),
    ),
    "zh": (
        "海湾日报网",
        "haiwandaily.com.cn",
        "港口委员会批准新的轮渡时刻表",
        (
            "港口委员会周二批准了连接北部岛屿与大陆的轮渡新时刻表，此前委员会与运营商进行了数月的谈判，双方就末班船时间和票价达成了一致意见。",
            "多年来，居民一直抱怨末班船开得太早，晚上工作的人赶不上。今年春天，两千多名居民在请愿书上签名，要求延长运营时间并增加周末班次。",
            "新时刻表将于九月开始实施，一年后再进行评估。委员会在会后发表的声明中说，票价暂时保持不变，并将听取居民的意见。",
        ),
    ),
}
