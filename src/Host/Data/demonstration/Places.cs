using System.Text.Json;

namespace EligibilityService.Host.Data.Demonstration;

/// <summary>Where demonstration clusters sit: countries by weight, regions of NUTS 2013 from the programme's table, their towns.</summary>
internal static class Places
{
    /// <summary>Seats per thousand, roughly as on the platform; the last lines are target countries of cluster matching.</summary>
    public static readonly IReadOnlyList<(string Country, int Weight)> Countries = Parse(
        """
        DE 124 ES 112 FR 88 IT 80 PL 54 UK 44 RO 42 SE 32 NL 28 BE 28 AT 28 DK 27 PT 27 HU 27 EL 24 BG 24 CZ 23 FI 21 SI 16 HR 16
        SK 14 LT 15 LV 11 EE 10 IE 11 LU 6 CY 5 MT 5 TR 16 RS 14 NO 13 CH 11 UA 9 BA 5 ME 4 MK 5 IS 5 AL 3 MD 3
        US 7 BR 5 JP 4 CA 3 MX 3 KR 2 IN 2 CN 2 CL 2
        """);

    private static readonly HashSet<string> s_fewSeats = ["FRA1", "FRA2", "FRA3", "FRA4", "FRA5", "ES63", "ES64", "FI20", "PT20", "PT30", "ITC2", "EL41", "EL62"];

    private static readonly HashSet<string> s_manySeats =
    [
        "DE11", "DE12", "DE13", "DE14", "DE21", "DE30", "DE71", "DEA1", "DEA2", "FR10", "FR62", "FR71", "FR82", "ES21", "ES30", "ES51", "ES52", "ITC1", "ITC4", "ITH3", "ITH5", "ITI1",
        "PL12", "PL21", "PL22", "PT11", "RO32", "SE23", "HU10", "BG41", "EL30", "AT22", "CZ06",
    ];

    private static readonly Dictionary<string, string> s_towns = Towns(
        """
        AT11 Eisenstadt|AT12 St. Pölten|AT21 Klagenfurt|AT22 Graz|AT31 Linz|AT33 Innsbruck|AT34 Dornbirn|BE10 Bruxelles|BE22 Hasselt|BE23 Gent|BE24 Leuven|BE25 Kortrijk|BE31 Louvain-la-Neuve|BE32 Mons|BE34 Arlon
        BG31 Vratsa|BG32 Ruse|BG33 Varna|BG34 Burgas|BG41 Sofia|BG42 Plovdiv|CY00 Lefkosia|CZ02 Kladno|CZ03 Plzeň|CZ04 Ústí nad Labem|CZ05 Hradec Králové|CZ06 Brno|CZ07 Olomouc|CZ08 Ostrava
        DE21 München|DE22 Landshut|DE23 Regensburg|DE24 Bayreuth|DE25 Nürnberg|DE26 Würzburg|DE27 Augsburg|DE40 Potsdam|DE80 Rostock|DE94 Oldenburg|DEA5 Dortmund|DEB3 Mainz|DEC0 Saarbrücken|DEE0 Magdeburg|DEF0 Kiel|DEG0 Jena
        DK01 København|DK02 Roskilde|DK03 Odense|DK04 Aarhus|DK05 Aalborg|EE00 Tallinn|EL30 Athina|EL41 Mytilini|EL42 Ermoupoli|EL43 Irakleio|EL51 Komotini|EL52 Thessaloniki|EL53 Kozani|EL54 Ioannina|EL61 Larisa|EL62 Kerkyra|EL63 Patra|EL64 Lamia|EL65 Tripoli
        ES11 Santiago de Compostela|ES12 Oviedo|ES13 Santander|ES21 Bilbao|ES22 Pamplona|ES23 Logroño|ES24 Zaragoza|ES30 Madrid|ES41 Valladolid|ES42 Toledo|ES43 Mérida|ES51 Barcelona|ES52 València|ES53 Palma|ES61 Sevilla|ES62 Murcia|ES63 Ceuta|ES64 Melilla|ES70 Las Palmas de Gran Canaria
        FI19 Tampere|FI1B Helsinki|FI1C Turku|FI1D Oulu|FI20 Maarianhamina|FR10 Paris|FR21 Reims|FR22 Amiens|FR23 Rouen|FR24 Orléans|FR25 Caen|FR26 Dijon|FR30 Lille|FR41 Nancy|FR42 Strasbourg|FR43 Besançon|FR51 Nantes|FR52 Rennes|FR53 Poitiers|FR61 Bordeaux|FR62 Toulouse|FR63 Limoges|FR71 Lyon|FR72 Clermont-Ferrand|FR81 Montpellier|FR82 Marseille|FR83 Ajaccio
        FRA1 Basse-Terre|FRA2 Fort-de-France|FRA3 Cayenne|FRA4 Saint-Denis|FRA5 Mamoudzou|HR03 Split|HR04 Zagreb|HU10 Budapest|HU21 Székesfehérvár|HU22 Győr|HU23 Pécs|HU31 Miskolc|HU32 Debrecen|HU33 Szeged|IE01 Galway|IE02 Dublin
        ITC1 Torino|ITC2 Aosta|ITC3 Genova|ITC4 Milano|ITF1 L'Aquila|ITF2 Campobasso|ITF3 Napoli|ITF4 Bari|ITF5 Potenza|ITF6 Cosenza|ITG1 Catania|ITG2 Cagliari|ITH1 Bolzano|ITH2 Trento|ITH3 Padova|ITH4 Trieste|ITH5 Bologna|ITI1 Firenze|ITI2 Perugia|ITI3 Ancona|ITI4 Roma
        LT00 Vilnius|LV00 Rīga|MT00 Valletta|NL12 Leeuwarden|NL13 Assen|NL21 Enschede|NL22 Arnhem|NL23 Lelystad|NL32 Amsterdam|NL33 Rotterdam|NL34 Middelburg|NL41 Eindhoven|NL42 Maastricht
        PL11 Łódź|PL12 Warszawa|PL21 Kraków|PL22 Katowice|PL31 Lublin|PL32 Rzeszów|PL33 Kielce|PL34 Białystok|PL41 Poznań|PL42 Szczecin|PL43 Zielona Góra|PL51 Wrocław|PL52 Opole|PL61 Bydgoszcz|PL62 Olsztyn|PL63 Gdańsk
        PT11 Porto|PT15 Faro|PT16 Coimbra|PT17 Lisboa|PT18 Évora|PT20 Ponta Delgada|PT30 Funchal|RO11 Cluj-Napoca|RO12 Brașov|RO21 Iași|RO22 Constanța|RO31 Ploiești|RO32 București|RO41 Craiova|RO42 Timișoara
        SE12 Uppsala|SE21 Växjö|SE22 Malmö|SE23 Göteborg|SE31 Karlstad|SE32 Östersund|SE33 Umeå|SI03 Maribor|SI04 Ljubljana|SK01 Bratislava|SK02 Nitra|SK03 Žilina|SK04 Košice
        UKC1 Middlesbrough|UKC2 Newcastle upon Tyne|UKD1 Carlisle|UKD3 Manchester|UKD4 Preston|UKD6 Chester|UKD7 Liverpool|UKE1 Hull|UKE2 York|UKE3 Sheffield|UKE4 Leeds|UKF1 Nottingham|UKF2 Leicester|UKF3 Lincoln|UKG1 Worcester|UKG2 Stoke-on-Trent|UKG3 Birmingham|UKH1 Cambridge|UKH2 Luton|UKH3 Colchester
        UKI3 London|UKI4 London|UKI5 London|UKI6 London|UKI7 London|UKJ1 Oxford|UKJ2 Brighton|UKJ3 Southampton|UKJ4 Canterbury|UKK1 Bristol|UKK2 Bournemouth|UKK3 Truro|UKK4 Exeter|UKL1 Swansea|UKL2 Cardiff|UKM2 Edinburgh|UKM3 Glasgow|UKM5 Aberdeen|UKM6 Inverness|UKN0 Belfast
        """);

    private static readonly Dictionary<string, string[]> s_townsWithoutRegion = new()
    {
        ["TR"] = ["İstanbul", "Ankara", "İzmir", "Eskişehir"],
        ["RS"] = ["Beograd", "Novi Sad", "Niš"],
        ["NO"] = ["Oslo", "Bergen", "Trondheim", "Ålesund"],
        ["CH"] = ["Zürich", "Bern", "Neuchâtel"],
        ["UA"] = ["Kyiv", "Lviv", "Kharkiv"],
        ["BA"] = ["Sarajevo", "Banja Luka"],
        ["ME"] = ["Podgorica", "Nikšić"],
        ["MK"] = ["Skopje", "Bitola"],
        ["IS"] = ["Reykjavík", "Akureyri"],
        ["AL"] = ["Tiranë", "Durrës"],
        ["MD"] = ["Chișinău", "Bălți"],
        ["US"] = ["Boston", "Philadelphia", "San Diego"],
        ["BR"] = ["São Paulo", "Florianópolis", "Recife"],
        ["JP"] = ["Ōsaka", "Nagoya"],
        ["CA"] = ["Montréal", "Toronto"],
        ["MX"] = ["Monterrey", "Querétaro"],
        ["KR"] = ["Daejeon"],
        ["IN"] = ["Pune", "Bengaluru"],
        ["CN"] = ["Shanghai", "Qingdao"],
        ["CL"] = ["Santiago", "Concepción"],
    };

    private static readonly RegionRow[] s_table = RegionTable();

    private static readonly Dictionary<string, (string Region, int Weight)[]> s_regions = s_table
        .GroupBy(region => region.Country)
        .ToDictionary(group => group.Key, group => group.Select(region => (region.Code, Seats(region.Code))).ToArray());

    private static readonly Dictionary<string, string> s_names = s_table.ToDictionary(region => region.Code, region => region.Name);

    private static int Seats(string region) => s_fewSeats.Contains(region) ? 1 : s_manySeats.Contains(region) ? 12 : 5;

    /// <summary>Spread evenly instead of by chance: even a short file has some clusters of every country.</summary>
    public static string CountryOf(int row)
    {
        var place = (int)(((uint)row * 2_654_435_769UL % 4_294_967_296UL * (ulong)s_total) >> 32);
        foreach (var (country, weight) in Countries)
        {
            if ((place -= weight) < 0)
            {
                return country;
            }
        }

        return Countries[^1].Country;
    }

    /// <summary>A region of the country, if the table knows any, and a town there.</summary>
    public static (string? Region, string Town) In(string country, Dice dice)
    {
        if (!s_regions.TryGetValue(country, out var regions))
        {
            return (null, dice.Pick(s_townsWithoutRegion[country]));
        }

        var region = dice.Weighted(regions);
        return (region, s_towns.TryGetValue(region, out var town) ? town : TownIn(s_names[region]));
    }

    /// <summary>Most regions without an entry of their own bear the name of their town: "Prov. Liège", "Limburg (NL)".</summary>
    private static string TownIn(string region)
    {
        var name = region.Replace("Prov. ", "", StringComparison.Ordinal);
        return name.Split(['/', '('])[0].Trim();
    }

    private static readonly int s_total = Countries.Sum(country => country.Weight);

    private static (string, int)[] Parse(string text) =>
        [.. text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Chunk(2).Select(pair => (pair[0], int.Parse(pair[1], null)))];

    private static Dictionary<string, string> Towns(string text) =>
        text.Split((char[])['|', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Trim().Split(' ', 2))
            .ToDictionary(entry => entry[0], entry => entry[1]);

    private static RegionRow[] RegionTable()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Data", "programme", "regions.json"));
        return JsonSerializer.Deserialize<RegionRow[]>(file, JsonSerializerOptions.Web)!;
    }

    private sealed record RegionRow(string Code, string Name, string Country);
}
