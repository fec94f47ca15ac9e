using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Host.Pages.Ecl;
using static EligibilityService.Host.Pages.Wording;

namespace EligibilityService.Host.Pages.Partnerships;

/// <summary>The partnerships that a proposal can stand for, as answers to choose from: those of the partners first.</summary>
internal sealed class PartnershipChoices(IFacts facts)
{
    public const string New = "new";

    public IReadOnlyList<Choice> Of(IEnumerable<Guid> partners)
    {
        var ours = partners.ToHashSet();
        return
        [
            new(New, T("a new one", "eine neue")),
            .. from partnership in facts.Now.Partnerships
               where partnership.State.Exists
               let belong = partnership.State.Members.Values.Count(member => member.Member.Cluster is { } cluster && ours.Contains(cluster))
               orderby belong descending, partnership.Dossier.Called
               select new Choice(partnership.Dossier.Id.ToString(), belong == 0 ? partnership.Dossier.Called : T($"{partnership.Dossier.Called} ({belong} of the partners)", $"{partnership.Dossier.Called} ({belong} der Partner)")),
        ];
    }

    public string? Name(Guid partnership) => facts.Now.Partnership(partnership)?.Dossier.Called;

    /// <summary>What is no id asks for a partnership that nobody recorded, and is refused beside the field.</summary>
    public static StandsFor? Read(string? word) => string.IsNullOrEmpty(word) ? null : word == New ? new() : new(Guid.TryParse(word, out var id) ? id : Guid.Empty);

    public static string? Word(StandsFor? stated) => stated is null ? null : stated.Partnership?.ToString() ?? New;
}
