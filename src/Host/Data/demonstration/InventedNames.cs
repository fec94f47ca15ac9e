using System.Globalization;
using System.Text;

namespace EligibilityService.Host.Data.Demonstration;

/// <summary>Names that no organisation bears: a stem without meaning, then words for the field. No place names, no words that are brands.</summary>
internal sealed class InventedNames
{
    /// <summary>Stems that would come out like a known cluster, company, place or product, and the one that the applicant's cluster has to itself.</summary>
    private static readonly HashSet<string> s_taken =
    [
        "valeo", "merck", "solaria", "valora", "vela", "solvay", "corona", "torres", "galicia", "galway", "lumen", "gardena", "verona", "vallarta", "marina", "maria", "marin", "corina",
        "umbria", "liguria", "moravia", "valencia", "vallonia", "merida", "norvik", "salvia", "medicon", "minalogic", "axelera", "tenerrdis", "systematic", "packbridge", "brainport",
        "soloria", "solon", "doria", "arcelor", "delica", "delta", "galena", "solara", "solena", "verena", "marena", "coruna", "ferrero", "ferrari", "galp", "merlin", "ashland", "oster",
        "osteria", "sanofi", "elven", "eldora", "hollis", "marlyn", "penelle", "valonia", "vestas", "alstom", "dallara", "skanska", "tesla", "balena", "riviera", "rivoli", "palermo",
        "vistula", "borowka", "wisla", "gorica", "mirena", "mirica", "borica", "borovo", "lovac", "radenska", "dalmacija", "grad", "jaskinja", "grasso", "nova", "iskra", "melia", "delos",
        "asteras", "rodini", "selini", "kario", "nile", "nilova", "oslo", "ovako", "valio", "nelonen", "arla", "lego", "orsted", "mora", "belina", "neva", "nevena", "roda", "tunel", "valan", "valen", "valon", "valdora",
        "xemxija", "marupe", "solagna", "borina", "kostany", "graovac", "lovera", "loviste", "islev", "vejrup", "torero", "farine", "farouche", "farinho", "gareth", "biretta", "kalina", "marissa",
        "lumina", "merion", "dorica", "zorina", "nolting", "harving", "norona", "waldica", "degisik", "monante", "colante", "zelante", "solante", "valante", "valance", "galante",
    ];

    private readonly HashSet<string> _slugs = [];

    public void Reserve(string slug) => _slugs.Add(slug);

    /// <summary>A name no other row has, and what its web address is called.</summary>
    public (string Name, string Stem, string Slug) Invent(Tongue tongue, int field, Dice dice)
    {
        while (true)
        {
            var stem = dice.Pick(tongue.Starts) + dice.Pick(tongue.Ends);
            if (s_taken.Contains(Slug(stem)))
            {
                continue;
            }

            var name = string.Format(CultureInfo.InvariantCulture, dice.Pick(tongue.Patterns), stem, tongue.Fields[field]);
            var slug = Slug(name);
            if (_slugs.Add(slug))
            {
                return (name, stem, slug);
            }

            // Small languages run out of stems in large files; a second one beside the first opens a square of them.
            var second = dice.Pick(tongue.Starts) + dice.Pick(tongue.Ends);
            (name, slug) = ($"{name} {second}", $"{slug}-{Slug(second)}");
            if (!s_taken.Contains(Slug(second)) && _slugs.Add(slug))
            {
                return (name, stem, slug);
            }
        }
    }

    /// <summary>Latin letters, digits and hyphens: what addresses on the web and by mail can hold.</summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length + 8);
        foreach (var letter in text.ToLowerInvariant().Normalize(NormalizationForm.FormC))
        {
            if (s_letters.TryGetValue(letter, out var latin))
            {
                slug.Append(latin);
            }
            else if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (letter.ToString().Normalize(NormalizationForm.FormD)[0] is var plain && char.IsAsciiLetter(plain))
            {
                slug.Append(char.ToLowerInvariant(plain));   // İ has no lower case of its own in the invariant culture
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }

    private static readonly Dictionary<char, string> s_letters = Letters(
        """
        ß ss ä ae ö oe ü ue æ ae ø o å a œ oe ð d þ th ł l đ d ħ h ı i
        α a ά a β v γ g δ d ε e έ e ζ z η i ή i θ th ι i ί i ϊ i ΐ i κ k λ l μ m ν n ξ x ο o ό o π p ρ r σ s ς s τ t υ y ύ y ϋ y φ f χ ch ψ ps ω o ώ o
        а a б b в v г g ґ g д d е e є ie ж zh з z и i і i ї yi й y к k л l м m н n о o п p р r с s т t у u ф f х h ц ts ч ch ш sh щ sht ъ a ь y ю yu я ya
        """);

    private static Dictionary<char, string> Letters(string text) =>
        text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Chunk(2).ToDictionary(pair => pair[0][0], pair => pair[1]);
}
