using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Eligibility;

/// <summary>How a country's name stands in a sentence: "in der Schweiz", "für den Iran", "the Netherlands".</summary>
/// <remarks>Most names need nothing; those that carry an article are known by the name that the programme gives them, whichever of its codes it has.</remarks>
public static class CountryNames
{
    private static readonly HashSet<string> WithThe =
    [
        "Netherlands", "United Kingdom", "United States", "United States of America", "United Arab Emirates", "Czech Republic", "Republic of Moldova", "Slovak Republic", "Philippines",
        "Russian Federation", "Dominican Republic", "Bahamas", "Maldives", "Gambia",
    ];

    /// <summary>With article: about whom, from where, and where.</summary>
    private static readonly Dictionary<string, (string Accusative, string Dative, string In)> Articles = new()
    {
        ["Schweiz"] = Feminine("Schweiz"), ["Türkei"] = Feminine("Türkei"), ["Slowakei"] = Feminine("Slowakei"), ["Ukraine"] = Feminine("Ukraine"), ["Mongolei"] = Feminine("Mongolei"),
        ["Elfenbeinküste"] = Feminine("Elfenbeinküste"), ["Republik Moldau"] = Feminine("Republik Moldau"), ["Tschechische Republik"] = Feminine("Tschechische Republik", "Tschechischen Republik"),
        ["Slowakische Republik"] = Feminine("Slowakische Republik", "Slowakischen Republik"), ["Dominikanische Republik"] = Feminine("Dominikanische Republik", "Dominikanischen Republik"),
        ["Russische Föderation"] = Feminine("Russische Föderation", "Russischen Föderation"),
        ["Iran"] = Masculine("Iran"), ["Irak"] = Masculine("Irak"), ["Libanon"] = Masculine("Libanon"), ["Jemen"] = Masculine("Jemen"), ["Sudan"] = Masculine("Sudan"), ["Kosovo"] = Masculine("Kosovo"), ["Kosovo*"] = Masculine("Kosovo*"),
        ["Vereinigtes Königreich"] = ("das Vereinigte Königreich", "dem Vereinigten Königreich", "im Vereinigten Königreich"),
        ["Niederlande"] = Plural("Niederlande", "Niederlanden"), ["Philippinen"] = Plural("Philippinen", "Philippinen"), ["Malediven"] = Plural("Malediven", "Malediven"),
        ["Vereinigte Staaten"] = Plural("Vereinigten Staaten", "Vereinigten Staaten"), ["Vereinigte Staaten von Amerika"] = Plural("Vereinigten Staaten von Amerika", "Vereinigten Staaten von Amerika"),
        ["Vereinigte Arabische Emirate"] = Plural("Vereinigten Arabischen Emirate", "Vereinigten Arabischen Emiraten"),
    };

    /// <summary>"in Germany", "in the Netherlands"; "in Deutschland", "in den Niederlanden".</summary>
    public static Text In(this Names names, string code) => names.Country(code) switch
    {
        var name => new($"in {The(name.En)}", Articles.TryGetValue(name.De, out var forms) ? forms.In : $"in {name.De}"),
    };

    /// <summary>"from Germany"; "aus Deutschland", "aus der Schweiz".</summary>
    public static Text From(this Names names, string code) => names.Country(code) switch
    {
        var name => new($"from {The(name.En)}", $"aus {(Articles.TryGetValue(name.De, out var forms) ? forms.Dative : name.De)}"),
    };

    /// <summary>As it stands after "for" and "about": "the Netherlands"; "die Niederlande", "den Iran".</summary>
    public static Text About(this Names names, string code) => names.Country(code) switch
    {
        var name => new(The(name.En), Articles.TryGetValue(name.De, out var forms) ? forms.Accusative : name.De),
    };

    /// <summary>"in Iceland, in Switzerland or in Iran": each with what it needs before it.</summary>
    public static Text InAnyOf(this Names names, IEnumerable<string> codes, string en, string de) => Names.List(codes.Select(names.In), en, de);

    private static string The(string name) => WithThe.Contains(name) ? $"the {name}" : name;

    private static (string, string, string) Feminine(string name, string? dative = null) => ($"die {name}", $"der {dative ?? name}", $"in der {dative ?? name}");

    private static (string, string, string) Masculine(string name) => ($"den {name}", $"dem {name}", $"im {name}");

    private static (string, string, string) Plural(string name, string dative) => ($"die {name}", $"den {dative}", $"in den {dative}");
}
