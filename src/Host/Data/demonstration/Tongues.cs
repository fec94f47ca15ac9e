namespace EligibilityService.Host.Data.Demonstration;

/// <summary>How invented names sound in one language. Stems are made of parts that mean nothing; the words beside them say the field.</summary>
/// <param name="Patterns">{0} is the stem, {1} the word for the field.</param>
/// <param name="Fields">One word per entry of <see cref="Field.All"/>, in its order.</param>
internal sealed record Tongue(string[] Starts, string[] Ends, string[] Patterns, string[] Fields, string[] FirstNames)
{
    private static readonly string[] English = Words("Photonics|Medical Devices|Biotechnology|Food|Mobility|Energy|Digital|Textile|Wood|Tourism|Logistics|Maritime|Aerospace|Materials|Water|Creative|Polymers|Mechatronics|Building");
    private static readonly string[] EnglishPatterns = Words("{0} {1} Cluster|{1} Cluster {0}|{0} {1} Network|{0} {1} Alliance");
    private static readonly string[] SerboCroatian = Words("Fotonika|Medicinska tehnika|Biotehnologija|Hrana|Mobilnost|Energija|Digital|Tekstil|Drvo|Turizam|Logistika|More|Zrakoplovstvo|Materijali|Voda|Kreativa|Polimeri|Mehatronika|Gradnja");

    private static readonly Dictionary<string, Tongue> s_byName = new()
    {
        ["en"] = Of("Val Mer Ash Brin Cael Dun Eld Fen Gar Hol Ivel Jor Kes Lor Mar Nethe Oak Pen Quar Row Sel Tham Ul Wyn",
            "dora vane ridan lyn elle issa ane over urn eth ion aven ost ara", EnglishPatterns, English, "Alice Oliver Grace Thomas Niamh Seán Emily Rhys"),
        ["de"] = Of("Vald Merl Torg Hesk Brün Lüd Osk Wess Grüt Färl Nolt Harv Jörm Kelb Quirl Röd Sölm Tann Uhl Wiel Zöb Eschw Dorl Päl",
            "ora ena ing owen ith aska ünde aßa eck ian olt usch ara eris amo ildt", Words("{0} {1} Cluster|Cluster {1} {0}|Netzwerk {1} {0}|{0} {1} e. V."),
            Words("Photonik|Medizintechnik|Biotechnologie|Ernährung|Mobilität|Energie|Digital|Textil|Holz|Tourismus|Logistik|Maritim|Luftfahrt|Werkstoffe|Wasser|Kreativ|Kunststoff|Mechatronik|Bau"), "Anna Jürgen Käthe Björn Sabine Götz Ute Matthias"),
        ["fr"] = Of("Val Mer Clé Aré Bré Ost Rév Sorl Tair Vél Cass Dér Éol Far Gel Hélo Jou Lorn Miré Nav Orl Pér Quen Thé",
            "ane ëlle ance oise yre éa ème ivre ombe aude elle ine éor ouche ique aise", Words("Pôle {1} {0}|Cluster {1} {0}|Réseau {1} {0}|Grappe {0} {1}"),
            Words("Photonique|Santé|Biotechnologies|Aliment|Mobilités|Énergie|Numérique|Textile|Bois|Tourisme|Logistique|Mer|Aéronautique|Matériaux|Eau|Création|Polymères|Mécatronique|Bâtiment"), "Hélène François Zoé Benoît Anaïs Jérôme Maëlle Loïc"),
        ["es"] = Of("Mar Val Sol Brañ Cor Dul Erl Fari Gal Hus Lum Miñ Nor Olv Peñ Quer Rin Sur Tor Umb Ver Xal Yer Zar",
            "éa aria ón ueña illo anza ía ero ura adía eño elva ina ose ando ez", Words("Clúster {1} {0}|Clúster {0} {1}|Agrupación {1} {0}|Red {1} {0}"),
            Words("Fotónica|Salud|Biotecnología|Alimentación|Movilidad|Energía|Digital|Textil|Madera|Turismo|Logística|Azul|Aeronáutica|Materiales|Agua|Creativo|Plásticos|Mecatrónica|Construcción"), "Begoña Íñigo Lucía Martín Ángela Jesús Noelia Álvaro"),
        ["it"] = Of("Val Mer Col Bri Dor Fio Gal Ilv Lam Mon Nav Orb Pel Quar Riv Sol Tram Umb Ver Zel Arc Ben Cad Del",
            "ena ara ità inda ollo agna ezza isco oria ante uno evia emma ardo ùna ica", Words("Cluster {1} {0}|Distretto {1} {0}|Polo {0} {1}|Rete {1} {0}"),
            Words("Fotonica|Salute|Biotecnologie|Alimentare|Mobilità|Energia|Digitale|Tessile|Legno|Turismo|Logistica|Mare|Aerospazio|Materiali|Acqua|Creatività|Polimeri|Meccatronica|Edilizia"), "Giulia Niccolò Chiara Matteo Elena Davide Martina Luca"),
        ["pl"] = Of("Wald Mier Brz Ćwi Dąb Gór Jęd Kłos Łań Mroź Nied Ożar Pęk Rzes Śwież Trz Ustr Wiś Zław Żyw Cher Dług Bor Sęp",
            "ora owia ica anka ędza ula esz ynia ełka ówek asz yń iła osna eria ęta", Words("Klaster {1} {0}|Klaster „{0}” {1}|{0} – Klaster {1}|Sieć {1} {0}"),
            Words("Fotonika|Medycyna|Biotechnologia|Żywność|Mobilność|Energia|Cyfrowy|Tekstylia|Drewno|Turystyka|Logistyka|Morze|Lotnictwo|Materiały|Woda|Kreatywny|Tworzywa|Mechatronika|Budownictwo"), "Agnieszka Łukasz Małgorzata Michał Żaneta Paweł Ewa Stanisław"),
        ["pt"] = Of("Mar Val Lus Bra Cer Dou Est Fer Gal Lim Min Nav Our Pelm Ria Sal Tâm Urz Ver Xis Zab Aço Bel Cand",
            "éa ância ão inho eira ória elo açu ende ural ímia osa agre ém anto ela", Words("Cluster {1} {0}|Polo {1} {0}|{0} Cluster {1}|Rede {1} {0}"),
            Words("Fotónica|Saúde|Biotecnologia|Alimentação|Mobilidade|Energia|Digital|Têxtil|Madeira|Turismo|Logística|Mar|Aeronáutica|Materiais|Água|Criativo|Plásticos|Mecatrónica|Construção"), "Inês João Conceição Tomás Beatriz Simão Luísa André"),
        ["nl"] = Of("Val Mer Zoe Bree Drij Eik Fries Gooi Hoek IJs Kle Lui Mid Noor Oost Pel Rij Scho Ter Ui Vee Wij Zee Bui",
            "delve rik nisse ster venne tiek wende lijk gaard kant ël stra daal horst rode melis", Words("Cluster {1} {0}|{0} {1} Netwerk|{0} {1} Cluster|Kring {1} {0}"),
            Words("Fotonica|Medische technologie|Biotechnologie|Voeding|Mobiliteit|Energie|Digitaal|Textiel|Hout|Toerisme|Logistiek|Maritiem|Luchtvaart|Materialen|Water|Creatief|Kunststof|Mechatronica|Bouw"), "Sanne Daniël Fleur Joris Zoë Bram Liesbeth Wout"),
        ["sv"] = Of("Val Mär Skå Brä Dal Ekö Fjä Gräs Hög Isk Järv Kvi Ljus Mör Nors Öst Pil Ryd Sjö Tång Väst Ång Älv Små",
            "dora vika rud ena höj ling dåla brå stå lyn venna kulla ett åsa ilda", Words("{0} {1} Kluster|Kluster {1} {0}|Nätverket {0} {1}|{0} {1}"),
            Words("Fotonik|Medicinteknik|Bioteknik|Livsmedel|Mobilitet|Energi|Digital|Textil|Trä|Turism|Logistik|Hav|Flyg|Material|Vatten|Kreativ|Polymer|Mekatronik|Bygg"), "Åsa Björn Karin Göran Märta Erik Sofia Håkan"),
        ["da"] = Of("Val Mær Bræ Ska Dal Egø Fjo Grø Høj Isl Jæg Kri Lys Mør Nør Øst Plu Ryd Sø Tåg Ulv Vej Ær Ål",
            "dora vig rup ena lev skov løkke bæk ring mose ding vang agre under", Words("{0} {1} Klynge|Klyngen {1} {0}|Netværk {1} {0}|{0} {1}"),
            Words("Fotonik|Medicoteknik|Bioteknologi|Fødevarer|Mobilitet|Energi|Digital|Tekstil|Træ|Turisme|Logistik|Hav|Luftfart|Materialer|Vand|Kreativ|Polymer|Mekatronik|Byggeri"), "Mette Søren Kirsten Jørgen Åse Rasmus Pernille Bjørn"),
        ["no"] = Of("Val Mær Bræ Ska Dal Egø Fjo Grø Høg Isl Jær Kri Lys Mør Nør Øst Plo Ryd Sæ Tåk Ulv Vei Ær Åk",
            "dora vik rud ena lev skog lykkja bekk ring myr ding vang agre under", Words("{0} {1} Klynge|Klyngen {1} {0}|Nettverk {1} {0}|{0} {1}"),
            Words("Fotonikk|Medisinteknikk|Bioteknologi|Mat|Mobilitet|Energi|Digital|Tekstil|Tre|Reiseliv|Logistikk|Hav|Luftfart|Materialer|Vann|Kreativ|Polymer|Mekatronikk|Bygg"), "Ingrid Øyvind Åshild Pål Solveig Bjørn Gro Håvard"),
        ["is"] = Of("Vald Þór Sæ Brim Dýr Eld Fjól Grím Hraf Ísm Jök Kald Ljós Mýr Norð Ólf Rún Sólb Úlf Ægr Öld Þyr",
            "ina ra arr ur iða una ól ing ör eyja", Words("{0} {1} Cluster|Klasinn {0} {1}"), English, "Guðrún Þórður Sigríður Ólafur Æsa Björg"),
        ["fi"] = Of("Val Mer Häm Jär Kui Lem Myr Nie Ori Pel Rau Sau Tyy Uus Vää Ylä Äij Öls Koi Lou",
            "tora nela mää stö nne ska ntö iva rila vuo ikko ssa ula", Words("{0} {1}|Klusteri {1} {0}|{0} {1} -klusteri|Verkosto {1} {0}"),
            Words("Fotoniikka|Terveysteknologia|Biotekniikka|Ruoka|Liikkuminen|Energia|Digi|Tekstiili|Puu|Matkailu|Logistiikka|Meri|Ilmailu|Materiaalit|Vesi|Luova|Muovi|Mekatroniikka|Rakennus"), "Päivi Jyrki Äila Väinö Hannele Mikko Tuulikki Yrjö"),
        ["cs"] = Of("Val Mor Bře Čes Děv Ješ Krk Lub Měl Nov Ohř Písk Řez Sáz Šum Tře Úsl Vlč Žel Hoř",
            "dora ovka enka ína ečka ůvka any istra anda ýra ona éta ůra ěnka", Words("Klastr {1} {0}|{0} – klastr {1}|Klastr {0} {1}|Síť {1} {0}"),
            Words("Fotonika|Zdravotnictví|Biotechnologie|Potraviny|Mobilita|Energie|Digitál|Textil|Dřevo|Turismus|Logistika|Plavba|Letectví|Materiály|Voda|Kreativita|Plasty|Mechatronika|Stavba"), "Kateřina Jiří Božena Ondřej Zdeňka Matěj Růžena Luboš"),
        ["sk"] = Of("Val Mor Bôr Čier Ďumb Hrad Jäl Kôst Ľubor Mlad Oravc Pĺž Ŕum Šar Ťaž Ždan",
            "dora ovka enka ína ečka any istra anda ona éta ôra ľa", Words("Klaster {1} {0}|{0} – klaster {1}|Klaster {0} {1}|Sieť {1} {0}"),
            Words("Fotonika|Zdravotníctvo|Biotechnológie|Potraviny|Mobilita|Energia|Digitál|Textil|Drevo|Turizmus|Logistika|Plavba|Letectvo|Materiály|Voda|Kreativita|Plasty|Mechatronika|Stavba"), "Ľudmila Ján Božena Ďuro Mária Štefan Želmíra Ľubomír"),
        ["hu"] = Of("Val Mer Bál Csil Dör Erd Fűz Győn Hár Jász Kőr Lőr Mát Nyír Őr Pál Rét Süm Tűz Ügy Vér Zsó",
            "dora ény ás ölgy elve ánya ikó enda őd írfa ona ét ált", Words("{0} {1} Klaszter|{1} Klaszter {0}|{0} {1} Hálózat|Klaszter „{0}” {1}"),
            Words("Fotonika|Egészségipar|Biotechnológia|Élelmiszer|Mobilitás|Energia|Digitális|Textil|Fa|Turizmus|Logisztika|Hajózás|Légi|Anyag|Víz|Kreatív|Műanyag|Mechatronika|Építő"), "Ágnes György Zsófia Gergő Ildikó László Réka Ödön"),
        ["ro"] = Of("Val Mur Brâ Câm Dră Feț Gâl Hâr Ioș Jiț Lăp Mân Nuș Oaș Pădu Râș Șol Târ Țib Vrâ",
            "dora eni escu ița ăria oasa ânda uș ova ețel iște anca ura", Words("Cluster {1} {0}|Clusterul {0} {1}|{0} {1} Cluster|Rețeaua {1} {0}"),
            Words("Fotonică|Sănătate|Biotehnologii|Aliment|Mobilitate|Energie|Digital|Textil|Lemn|Turism|Logistică|Maritim|Aeronautică|Materiale|Apă|Creativ|Polimeri|Mecatronică|Construcții"), "Ioana Ștefan Ilinca Răzvan Mădălina Țiriac Sânziana Cătălin"),
        ["bg"] = Of("Валд Мир Бел Черн Доб Елис Гор Искр Кал Люб Нев Орт Плам Род Сред Вих Зор Щър",
            "ора енка ица ина ачка ена истра ел юга ьора", Words("Клъстер {1} {0}|Клъстер „{0}“ {1}|{0} {1}"),
            Words("Фотоника|Медицина|Биотехнологии|Храни|Мобилност|Енергия|Дигитал|Текстил|Дърво|Туризъм|Логистика|Море|Авиация|Материали|Вода|Творчество|Полимери|Мехатроника|Строеж"), "Елена Георги Юлия Щерьо Цветана Йордан"),
        ["bg-latin"] = Of("Vald Mir Bel Chern Dob Elis Gor Hris Iskr Kal Lyub Mar Nev Ort Plam Rod Sred Tun Vih Zor",
            "ora enka itsa ina achka ena istra el yuga", EnglishPatterns, English, "Elena Georgi Yuliya Tsvetan Yordan Radka"),
        ["el"] = Of("Βαλ Μελ Αστ Δελ Θαλ Καρ Λυρ Νηρ Ορφ Πελ Ροδ Σελ Τηλ Φωτ Χαλ Ωρι Ξαν Ψαρ",
            "δόρα ίνη ύρα έας ώνη άκη όπη ήμα ΐδα", Words("Συστάδα {1} {0}|{0} {1}|Δίκτυο {1} {0}"),
            Words("Φωτονική|Υγεία|Βιοτεχνολογία|Τρόφιμα|Κινητικότητα|Ενέργεια|Ψηφιακά|Ύφασμα|Ξύλο|Τουρισμός|Εφοδιαστική|Θάλασσα|Αεροναυτική|Υλικά|Νερό|Δημιουργία|Πολυμερή|Μηχατρονική|Κατασκευές"), "Ελένη Γιώργος Χρύσα Νίκος Ιωάννα Θάνος"),
        ["el-latin"] = Of("Vald Meli Aster Delo Thal Kary Lyr Neri Orph Pelo Rod Sel Til Fot Chal Ori",
            "dora ini yra eas oni aki opi ima", EnglishPatterns, English, "Eleni Giorgos Chrysa Nikos Ioanna Thanos"),
        ["hr"] = Of("Val Mir Bor Čar Ćos Dal Đur Gra Hum Jas Krš Lov Mla Neb Ozr Plj Rad Šum Tis Uča Vrš Žum",
            "dora enka ina ovac ača ište ica era ušnik enj", Words("Klaster {1} {0}|{0} – klaster {1}|Klaster {0} {1}|Mreža {1} {0}"), SerboCroatian, "Živana Đorđe Snježana Željko Vesna Ćiril"),
        ["sl"] = Of("Val Mir Bor Čer Dal Gra Hom Jas Krš Lov Mla Neb Ozr Plan Rad Šent Tis Uč Vrš Žal",
            "dora enka ina ovec ača išče ika era ušnik enj", Words("Grozd {1} {0}|{0} – grozd {1}|Grozd {0} {1}|Mreža {1} {0}"),
            Words("Fotonika|Zdravje|Biotehnologija|Hrana|Mobilnost|Energija|Digital|Tekstil|Les|Turizem|Logistika|Morje|Letalstvo|Materiali|Voda|Ustvarjalnost|Polimeri|Mehatronika|Gradnja"), "Špela Žiga Mojca Črtomir Nuša Matjaž"),
        ["lt"] = Of("Val Mer Bir Čiur Dau Gin Jūr Kėd Liū Mūš Nor Pūk Rąs Šil Taur Ūl Vyt Žem Ąž",
            "dora elė inta ėnai ynė utis ona aitė ųja iškė", Words("Klasteris {1} {0}|{0} {1} klasteris|Klasteris „{0}“ {1}|Tinklas {1} {0}"),
            Words("Fotonika|Medicina|Biotechnologijos|Maistas|Judumas|Energija|Skaitmena|Tekstilė|Mediena|Turizmas|Logistika|Jūra|Aviacija|Medžiagos|Vanduo|Kūryba|Plastikai|Mechatronika|Statyba"), "Rūta Žygimantas Eglė Šarūnas Živilė Ąžuolas"),
        ["lv"] = Of("Val Mār Bērz Cēl Dzir Ģirt Jūr Liel Ļaud Mež Ņirb Oz Prie Rīt Sār Šķil Tērv Ūd Vēj Zem Žīb",
            "dora ene iņa uve āja īte upe ona ēna", Words("Klasteris {1} {0}|{0} {1} klasteris|Tīkls {1} {0}"),
            Words("Fotonika|Medicīna|Biotehnoloģijas|Pārtika|Mobilitāte|Enerģija|Digitāls|Tekstils|Koks|Tūrisms|Loģistika|Jūra|Aviācija|Materiāli|Ūdens|Radošums|Polimēri|Mehatronika|Būve"), "Līga Jānis Ģertrūde Kārlis Ieva Ņikita"),
        ["et"] = Of("Val Mer Hõb Järv Kõr Laan Mäe Nõm Põh Rän Sõr Tõr Ülj Vää Õun Ööb",
            "dora ela isk una ere alu ike ust ond", Words("{0} {1} klaster|Klaster {1} {0}|Võrgustik {1} {0}"),
            Words("Fotoonika|Meditsiin|Biotehnoloogia|Toit|Liikuvus|Energia|Digi|Tekstiil|Puit|Turism|Logistika|Meri|Lennundus|Materjalid|Vesi|Looming|Plast|Mehhatroonika|Ehitus"), "Õie Jüri Külli Tõnu Maarja Märt"),
        ["tr"] = Of("Val Mer Işık Çağ Değ Eğ Fır Göl Hış İnc Kız Lüt Müj Nil Öz Pın Rüz Söğ Şim Tuğ Ümr Yıl Zeyn",
            "dora an elik ıra ünay ova esin ışık açar enta uş", Words("{0} {1} Kümelenmesi|{0} {1} Kümesi|{1} Ağı {0}"),
            Words("Fotonik|Sağlık|Biyoteknoloji|Gıda|Ulaşım|Enerji|Dijital|Tekstil|Ahşap|Turizm|Lojistik|Deniz|Havacılık|Malzeme|Su|Tasarım|Plastik|Mekatronik|Yapı"), "Ayşe Çağlar İpek Oğuz Şule Ümit"),
        ["mt"] = Of("Mer Ġwie Ħal Żwi Bir Ċelj Dell Fniek Għar Qlej Xemx Wied Naxx", "dora ija una etta ari iem ella ona", EnglishPatterns, English, "Ġorġ Marija Ċensu Żaren Pawlu Rita"),
        ["sq"] = Of("Val Mir Bëll Çel Drit Ëndr Flak Gjel Kësh Llum Njom Qiell Rrez Shkë Thell Ylb Zhur", "dora ina ëza esh ona uri ara ëm", EnglishPatterns, English, "Drita Çlirim Ëngjëll Besa Arbër Vjosa"),
        ["uk"] = Of("Валд Мир Біл Ґан Дзв Євш Жит Зор Кал Люб Нев Пол Род Щед Ясн", "ора инка иця ень ина ія уть їда", Words("Кластер {1} {0}|{0} {1}|Мережа {1} {0}"),
            Words("Фотоніка|Медицина|Біотехнології|Харчі|Мобільність|Енергія|Цифра|Текстиль|Деревина|Туризм|Логістика|Море|Авіація|Матеріали|Вода|Творчість|Полімери|Мехатроніка|Будівля"), "Олена Юрій Ганна Ілля Світлана Євген"),
    };

    public static IReadOnlyDictionary<string, Tongue> All => s_byName;

    private static Tongue Of(string starts, string ends, string[] patterns, string[] fields, string firstNames) =>
        new(starts.Split(' '), ends.Split(' '), patterns, fields, firstNames.Split(' '));

    private static string[] Words(string text) => text.Split('|');
}
