namespace EligibilityService.Host.Data.Demonstration;

/// <summary>What a demonstration cluster works on, in the codes of the programme's table of sectors.</summary>
internal sealed record Field(string Abbreviation, string[] Sectors, string[] EmergingIndustries, string[] Technologies, int Weight)
{
    public static readonly IReadOnlyList<Field> All =
    [
        new("PHO", ["ECO24", "ECO28"], ["EI05"], ["KET5", "KET1"], 4),
        new("MED", ["ECO31", "ECO06"], ["EI09"], ["KET1", "KET5"], 8),
        new("BIO", ["ECO06", "ECO02"], ["EI02"], ["KET3", "KET2"], 8),
        new("FOO", ["ECO19", "ECO02", "ECO29"], ["EI01"], ["KET3"], 10),
        new("MOB", ["ECO05", "ECO45"], ["EI10"], ["KET6", "KET4"], 9),
        new("ENE", ["ECO15", "ECO16"], ["EI06"], ["KET4", "KET6"], 10),
        new("DIG", ["ECO24", "ECO09", "ECO07"], ["EI05", "EI04"], ["KET1"], 12),
        new("TEX", ["ECO43", "ECO03", "ECO20"], ["EI04"], ["KET4", "KET2"], 5),
        new("WOO", ["ECO51", "ECO22", "ECO21"], ["EI06"], ["KET6"], 6),
        new("TOU", ["ECO23", "ECO38"], ["EI07"], [], 5),
        new("LOG", ["ECO45", "ECO11"], ["EI08"], [], 5),
        new("MAR", ["ECO50", "ECO18"], ["EI03"], ["KET4"], 5),
        new("AER", ["ECO01", "ECO33"], ["EI10"], ["KET4", "KET6"], 5),
        new("MAT", ["ECO47", "ECO13", "ECO49"], ["EI01"], ["KET4", "KET2"], 6),
        new("WAT", ["ECO16", "ECO10"], ["EI06", "EI03"], ["KET3"], 5),
        new("CRE", ["ECO30", "ECO48", "ECO34"], ["EI04", "EI07"], [], 6),
        new("POL", ["ECO39", "ECO46", "ECO12"], ["EI01"], ["KET4", "KET3"], 5),
        new("MEC", ["ECO41", "ECO33"], ["EI10", "EI05"], ["KET6", "KET1"], 8),
        new("BUI", ["ECO10", "ECO22"], ["EI06"], ["KET4"], 6),
    ];
}
