using System.Globalization;

namespace EligibilityService.Host.Data.Demonstration;

/// <summary>One row of the demonstration's import file.</summary>
internal static class DemonstrationCluster
{
    private const ulong Seed = 20161004;
    private static readonly DateOnly s_firstDay = new(2014, 3, 1);
    private static readonly DateOnly s_present = new(2016, 10, 4);
    private static readonly DateOnly s_lastDay = new(2020, 12, 1);

    private static readonly (string, int)[] s_targets =
    [
        ("US", 30), ("BR", 18), ("CN", 18), ("JP", 12), ("IN", 12), ("MX", 11), ("CA", 10), ("KR", 8), ("IR", 7), ("CL", 6), ("SG", 5), ("ZA", 4),
        ("MA", 4), ("IL", 4), ("AE", 4), ("CO", 3), ("VN", 3), ("TW", 3), ("AR", 2), ("TN", 2), ("TH", 2), ("PE", 2), ("MY", 2), ("ID", 1), ("EG", 1),
    ];

    private static readonly (string, int)[] s_kinds = [("clusterOrganisation", 88), ("businessNetwork", 9), ("other", 3)];

    /// <summary>A few are no legal persons, and some do not say.</summary>
    private static readonly (string, int)[] s_legalPersonality = [("yes", 92), ("no", 3), ("", 5)];

    /// <summary>Most want to be found by others; some do not, and some have not been asked.</summary>
    private static readonly (string, int)[] s_mayBeFound = [("yes", 70), ("no", 10), ("", 20)];

    private static readonly (string, int)[] s_playedAs = [("published", 880), ("reviewRequested", 40), ("draft", 32), ("refused", 18), ("suspended", 14), ("withdrawn", 16)];

    /// <summary>
    /// The first published cluster of Baden-Württemberg, which the demonstration's applicant manages: nothing missing, so that what a verdict still asks
    /// for is the call's doing.
    /// </summary>
    public static string[] OfTheApplicant(InventedNames names)
    {
        names.Reserve("valdora-photonik-cluster");
        return
        [
            Id(0), "Valdora Photonik Cluster", "VALPHO", "DE", "DE11", "Stuttgart", "https://valdora-photonik-cluster.example", "2007", "3.5", "49", "6", "7", "2",
            "ECO31|ECO24", "EI09|EI05", "KET5|KET1", "BR|IR", "Regional cluster programme", "silver", "2015-03-01", "2017-03-31", Pic(0),
            "Käthe Jörmaska", "kaethe.joermaska@valdora-photonik-cluster.example",
            "clusterOrganisation", "yes", "yes", "2015-03-16", "published",
        ];
    }

    public static string[] Invent(int row, InventedNames names)
    {
        var dice = new Dice(Seed, row);
        var form = new Dice(Seed + 1, row);
        var country = Places.CountryOf(row);
        var (region, town) = Places.In(country, dice);
        var tongue = TongueOf(country, region, dice);
        var field = dice.Weighted(s_fields);
        var (name, stem, slug) = names.Invent(tongue, field, dice);
        var playedOn = PlayedOn(dice);
        var (label, labelFrom, labelUntil) = Label(playedOn, dice);
        var founded = Math.Min((labelFrom ?? playedOn).Year - 1, 2014 - dice.Between([0, 2, 4, 7, 10, 14, 26]));
        var (sme, large, research, other) = Members(dice);
        var firstName = dice.Pick(tongue.FirstNames);
        var lastName = dice.Pick(tongue.Starts) + dice.Pick(tongue.Ends);
        var hasContact = dice.Chance(95);

        return
        [
            Id(row), name, dice.Chance(75) ? Acronym(stem, field) : "", country, dice.Chance(97) ? region ?? "" : "", town,
            dice.Chance(92) ? $"https://{slug}.example" : "",
            dice.Chance(95) ? Text(founded) : "",
            dice.Chance(90) ? Tenths(dice.Between([3, 6, 10, 15, 20, 26, 35, 50, 75, 120])) : "",
            sme, large, research, other,
            List(Some(Field.All[field].Sectors, 1 + dice.Below(3), dice)),
            List(Some(Field.All[field].EmergingIndustries, dice.Below(3), dice)),
            List(Some(Field.All[field].Technologies, dice.Below(3), dice)),
            List(Targets(country, dice)),
            dice.Chance(40) ? dice.Chance(60) ? "Regional cluster programme" : "National cluster programme" : "",
            label, Day(labelFrom), Day(labelUntil),
            dice.Chance(85) ? Pic(row) : "",
            hasContact ? $"{firstName} {lastName}" : "",
            hasContact ? $"{InventedNames.Slug(firstName)}.{InventedNames.Slug(lastName)}@{slug}.example" : "",
            form.Weighted(s_kinds), form.Weighted(s_legalPersonality), form.Weighted(s_mayBeFound),
            Day(playedOn), dice.Weighted(s_playedAs),
        ];
    }

    private static readonly (int, int)[] s_fields = [.. Field.All.Select((field, index) => (index, field.Weight))];

    /// <summary>Where several alphabets or languages live side by side, so do the names.</summary>
    private static Tongue TongueOf(string country, string? region, Dice dice) => Tongue.All[country switch
    {
        "DE" or "AT" => "de",
        "CH" => dice.Chance(60) ? "de" : "fr",
        "FR" or "LU" => "fr",
        "BE" => region!.StartsWith("BE2", StringComparison.Ordinal) ? "nl" : "fr",
        "ES" or "MX" or "CL" => "es",
        "BR" => "pt",
        "BG" => dice.Chance(33) ? "bg" : "bg-latin",
        "EL" or "CY" => dice.Chance(33) ? "el" : "el-latin",
        "UA" => dice.Chance(50) ? "uk" : "bg-latin",
        "MK" => "bg-latin",
        "RS" or "BA" or "ME" => "hr",
        "RO" or "MD" => "ro",
        "CZ" => "cs",
        "SE" => "sv",
        "DK" => "da",
        "SI" => "sl",
        "EE" => "et",
        "AL" => "sq",
        "IT" or "PL" or "PT" or "NL" or "NO" or "IS" or "FI" or "SK" or "HU" or "HR" or "LT" or "LV" or "TR" or "MT" => country.ToLowerInvariant(),
        _ => "en",
    }];

    /// <summary>More and more join as the platform becomes known; nobody registers at the weekend.</summary>
    private static DateOnly PlayedOn(Dice dice)
    {
        var (from, until) = dice.Chance(85) ? (s_firstDay, s_present) : (s_present.AddDays(1), s_lastDay);
        var days = until.DayNumber - from.DayNumber;
        var day = from.AddDays(Math.Max(dice.Below(days), dice.Below(days)));
        return day.DayOfWeek switch
        {
            DayOfWeek.Saturday when day > from => day.AddDays(-1),
            DayOfWeek.Sunday when day > from.AddDays(1) => day.AddDays(-2),
            _ => day,
        };
    }

    /// <summary>Valid two years from the month of the interview, its last day included. Some had lapsed before the cluster registered.</summary>
    private static (string Label, DateOnly? From, DateOnly? Until) Label(DateOnly playedOn, Dice dice)
    {
        if (!dice.Chance(35))
        {
            return ("", null, null);
        }

        var month = new DateOnly(playedOn.Year, playedOn.Month, 1);
        var from = month.AddMonths(-dice.Between([0, 2, 4, 7, 10, 14, 18, 30]));
        return (dice.Weighted<string>([("bronze", 68), ("silver", 18), ("gold", 14)]), from, from.AddMonths(25).AddDays(-1));
    }

    /// <summary>Mostly small firms, about sixty members; a tenth does not say, and some leave one of the figures out.</summary>
    private static (string Sme, string Large, string Research, string Other) Members(Dice dice)
    {
        var total = dice.Between([4, 14, 26, 38, 49, 60, 74, 92, 118, 165, 420]);
        var sme = total * dice.Between([35, 62, 72, 78, 81, 84, 88, 92, 98]) / 100;
        var large = (total - sme) * dice.Between([0, 25, 42, 55, 90]) / 100;
        var research = (total - sme - large) * dice.Between([30, 70, 90, 100]) / 100;
        string[] figures = [Text(sme), Text(large), Text(research), Text(total - sme - large - research)];

        if (dice.Chance(10))
        {
            return ("", "", "", "");
        }

        if (dice.Chance(5))
        {
            figures[dice.Below(figures.Length)] = "";
        }

        return (figures[0], figures[1], figures[2], figures[3]);
    }

    private static List<string> Targets(string country, Dice dice)
    {
        var wanted = dice.Between([0, 0, 1, 2, 3, 4, 6]);
        return [.. Enumerable.Range(0, wanted).Select(_ => dice.Weighted(s_targets)).Where(target => target != country).Distinct()];
    }

    private static IEnumerable<string> Some(string[] choices, int howMany, Dice dice)
    {
        var first = choices.Length == 0 ? 0 : dice.Below(choices.Length);
        return Enumerable.Range(0, Math.Min(howMany, choices.Length)).Select(step => choices[(first + step) % choices.Length]);
    }

    private static string Acronym(string stem, int field)
    {
        var latin = InventedNames.Slug(stem).ToUpperInvariant();
        return latin[..Math.Min(3, latin.Length)] + Field.All[field].Abbreviation;
    }

    private static string Id(int row) => $"DEMO-{row + 1:D6}";

    /// <summary>Nine digits, the first of them one that the participant register never gave out; spread, so that neighbours do not look alike.</summary>
    private static string Pic(int row) => Text(100_000_000 + (int)((row + 1) * 48_271L % 99_999_989));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Tenths(int number) => $"{number / 10}.{number % 10}";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string List(IEnumerable<string> values) => string.Join('|', values);
}
