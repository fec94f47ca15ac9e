using System.Globalization;
using System.Text.Json;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Host.Pages.Applying;
using EligibilityService.Host.Pages.Ecl;
using EligibilityService.Host.Pages.OwnCluster;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Desk;

/// <summary>A worked example as a form holds it, each fact in a field, as it was typed.</summary>
public sealed class ExampleForm
{
    public const string New = "new", Existing = "existing";

    public string? NameEn { get; set; }
    public string? NameDe { get; set; }
    public string? Expected { get; set; }

    /// <summary>Empty: the reason that comes out, where the outcome is the expected one.</summary>
    public string? Reason { get; set; }
    public string? Strand { get; set; }
    public string? ReceivedDays { get; set; }

    /// <summary>"new", "existing", or empty where it is not told.</summary>
    public string? Partnership { get; set; }
    public string? FormedDays { get; set; }
    public string? Belonging { get; set; }

    // What had no field in what was sent is set to null.
    public TypedProposal Proposal { get; set => field = value ?? new(); } = new();
    public TypedExampleOrganisation[] Organisations { get; set => field = value ?? []; } = [];

    /// <summary>Which button was pressed.</summary>
    public string? Do { get; set; }

    /// <summary>The version the form was made from, so that nobody's change is lost.</summary>
    public long? Version { get; set; }

    public static ExampleForm Blank(long version) => new() { Organisations = [new()], Version = version };

    public static ExampleForm Of(Example example, long version) => new()
    {
        NameEn = example.Name.En, NameDe = example.Name.De, Expected = Word(example.Expected), Reason = example.Reason, Strand = example.Strand, ReceivedDays = Days(example.ReceivedDays),
        Partnership = example.Partnership switch { null => null, { FormedDays: null } => New, _ => Existing }, FormedDays = Days(example.Partnership?.FormedDays), Belonging = Days(example.Partnership?.Belonging),
        Proposal = TypedProposal.Of(example.Proposal ?? new(), []), Organisations = [.. example.Organisations.Select(TypedExampleOrganisation.Of)], Version = version,
    };

    /// <summary>What the form says. What it has no field for stays as it was.</summary>
    public (Example Example, IReadOnlyList<FormProblem> Problems) Read(string criterion, Example? before)
    {
        var (proposal, wrong) = Proposal.Read();
        var problems = new List<FormProblem>(wrong.Select(problem => problem with { Field = $"Proposal.{problem.Field}" }));
        if (!Enum.TryParse<Outcome>(Expected, ignoreCase: true, out var expected)) problems.Add(new(nameof(Expected), T("Say what should come out.", "Sagen Sie, was herauskommen soll.")));

        var organisations = new List<ExampleOrganisation>();
        foreach (var (index, typed) in Organisations.Index())
        {
            var (organisation, told) = typed.Read(before?.Organisations.ElementAtOrDefault(index));
            problems.AddRange(told.Select(problem => problem with { Field = $"Organisations[{index}].{problem.Field}" }));
            if (organisation is not null) organisations.Add(organisation);
        }

        proposal = proposal with { Pages = before?.Proposal?.Pages };
        return (new()
        {
            Name = new(NameEn?.Trim() ?? "", NameDe?.Trim() ?? ""), Criterion = criterion, Expected = expected, Reason = TypedProfile.Line(Reason) ?? "", Strand = TypedProfile.Line(Strand),
            ReceivedDays = Days(nameof(ReceivedDays), ReceivedDays, problems), Partnership = ReadPartnership(problems), Proposal = proposal == new ProposalFields() ? null : proposal, Organisations = [.. organisations],
        }, problems);
    }

    private ExamplePartnership? ReadPartnership(List<FormProblem> problems)
    {
        if (Partnership is not Existing) return Partnership is New ? new() : null;

        var formed = Days(nameof(FormedDays), FormedDays, problems);
        if (formed is null && string.IsNullOrWhiteSpace(FormedDays)) problems.Add(new(nameof(FormedDays), T("Say how many days before or after it was formed.", "Sagen Sie, wie viele Tage davor oder danach sie entstanden ist.")));
        return new(formed, Days(nameof(Belonging), Belonging, problems));
    }

    internal static int? Days(string field, string? text, List<FormProblem> problems)
    {
        if (TypedProfile.Line(text) is not { } line) return null;
        if (int.TryParse(line.Replace('−', '-'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days)) return days;

        problems.Add(new(field, T("Enter whole days, for example 1 or -1.", "Geben Sie ganze Tage an, zum Beispiel 1 oder -1.")));
        return null;
    }

    internal static string? Days(int? days) => days?.ToString(CultureInfo.InvariantCulture);

    internal static string Word<T>(T word) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());
}

/// <summary>An invented organisation as it is typed.</summary>
public sealed class TypedExampleOrganisation
{
    private const string None = "none";

    public TypedProfile Profile { get; set => field = value ?? new(); } = new();
    public string? DefenceRelated { get; set; }
    public string? Role { get; set; }
    public string? ControlledBy { get; set; }

    /// <summary>"yes" where nobody controls it.</summary>
    public string[]? Independent { get; set; }
    public string? Registration { get; set; }
    public string? RegistrationDays { get; set; }

    /// <summary>A level, "none", or empty where nobody has told.</summary>
    public string? Label { get; set; }
    public string? LabelDays { get; set; }
    public string[]? Declared { get; set; }

    /// <summary>Strand of another proposal, or "none" where the call has no strands.</summary>
    public string? OtherProposal { get; set; }

    /// <summary>"yes" where it is to be taken out.</summary>
    public string[]? Remove { get; set; }

    public static TypedExampleOrganisation Of(ExampleOrganisation organisation) => new()
    {
        Profile = TypedProfile.Of(organisation.Profile), DefenceRelated = organisation.Profile.DefenceRelated switch { true => "yes", false => "no", null => null },
        Role = ExampleForm.Word(organisation.Role), ControlledBy = organisation.ControlledBy, Independent = organisation.ControlledBy is "" ? ["yes"] : null,
        Registration = organisation.Registration is { } status ? ExampleForm.Word(status) : null, RegistrationDays = ExampleForm.Days(organisation.RegistrationDays),
        Label = organisation.Labels switch { null => null, [] => None, [var first, ..] => ExampleForm.Word(first.Label) }, LabelDays = ExampleForm.Days(organisation.Labels is [var held, ..] ? held.EndsDays : null),
        Declared = [.. organisation.Declared.Select(ExampleForm.Word)], OtherProposal = organisation.OtherProposal is "" ? None : organisation.OtherProposal,
    };

    /// <returns>Null where it is taken out.</returns>
    public (ExampleOrganisation? Organisation, IReadOnlyList<FormProblem> Problems) Read(ExampleOrganisation? before)
    {
        if (Remove is { Length: > 0 }) return (null, []);

        var (profile, wrong) = Profile.Read();
        var problems = new List<FormProblem>(wrong.Select(problem => problem with { Field = $"Profile.{problem.Field}" }));
        var days = ExampleForm.Days(nameof(LabelDays), LabelDays, problems);
        profile = (before?.Profile ?? new()) switch
        {
            var old => profile with
            {
                DefenceRelated = DefenceRelated switch { "yes" => true, "no" => false, _ => null }, NutsVersion = profile.Region is null ? null : old.NutsVersion, PublicCooperation = old.PublicCooperation,
                SocialEconomy = old.SocialEconomy, SmartSpecialisation = old.SmartSpecialisation, Services = old.Services, Partnerships = old.Partnerships, EuProjects = old.EuProjects, Street = old.Street, PostalCode = old.PostalCode,
            },
        };

        return (new()
        {
            Profile = profile, Role = Enum.TryParse<PartnerRole>(Role, ignoreCase: true, out var role) ? role : PartnerRole.Partner,
            ControlledBy = TypedProfile.Line(ControlledBy) ?? (Independent is { Length: > 0 } ? "" : null),
            Registration = Enum.TryParse<RegistrationStatus>(Registration, ignoreCase: true, out var status) ? status : null, RegistrationDays = ExampleForm.Days(nameof(RegistrationDays), RegistrationDays, problems),
            Labels = Label is None ? [] : Enum.TryParse<QualityLabel>(Label, ignoreCase: true, out var level) ? [new(level, days), .. before?.Labels?.Skip(1) ?? []] : null,
            Declared = [.. (Declared ?? []).Where(word => Enum.TryParse<DeclarationKind>(word, ignoreCase: true, out _)).Select(word => Enum.Parse<DeclarationKind>(word, ignoreCase: true))],
            OtherProposal = OtherProposal is None ? "" : TypedProfile.Line(OtherProposal),
        }, problems);
    }
}
