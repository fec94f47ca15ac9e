using System.Collections.Immutable;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility.Questions;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Eligibility;

/// <summary>Organisations that would take part together in one proposal. The order in which they are named means nothing.</summary>
public sealed record Consortium
{
    public Consortium(IEnumerable<Partner> members)
    {
        Members = [.. members];
        Counted = [.. Members.Where(member => member.Role is PartnerRole.Coordinator or PartnerRole.Partner)];
    }

    /// <summary>Everybody named in the proposal.</summary>
    public ImmutableArray<Partner> Members { get; }

    /// <summary>Those who count: an affiliated entity or associated partner counts neither as a partner nor towards countries.</summary>
    public ImmutableArray<Partner> Counted { get; private init; }

    /// <summary>Partners who may not take part, where the call leaves such partners out and looks at the rest.</summary>
    public ImmutableArray<Partner> LeftOut { get; private init; } = [];

    /// <summary>Other proposals to the same call.</summary>
    public ImmutableArray<Sibling> Siblings { get; init; } = [];

    /// <summary>Which partnership they say they stand for.</summary>
    public Chronicle<StandsFor> StandsFor { get; init; }

    /// <summary>Recorded partnerships that have to do with them: the one they stand for, and those to which several of them belong.</summary>
    public ImmutableSortedDictionary<Guid, PartnershipDossier> Partnerships { get; init; } = ImmutableSortedDictionary<Guid, PartnershipDossier>.Empty;

    /// <summary>The phase of the strand applied for.</summary>
    public string? Phase { get; private init; }

    /// <summary>Nobody else is named, so there is nobody to tell it from.</summary>
    public bool IsAlone => Members is [{ IsDiscreet: false }] && Counted.Length == 1;

    public bool IsBroken => Members.Any(member => member.Dossier.IsBroken);

    public bool ReachesBack => Members.Any(member => member.Dossier.ReachesBack);

    /// <summary>The same organisations, applying for a strand.</summary>
    public Consortium For(CallTerms terms, string? strand) => this with { Phase = terms.PhaseOf(strand) };

    public Consortium Without(IReadOnlyCollection<Partner> leftOut) => this with { Counted = Counted.RemoveAll(leftOut.Contains), LeftOut = [.. leftOut] };

    /// <summary>Whether each of those who count by their role counts by its seat too: surely, perhaps or not.</summary>
    /// <param name="from">Where the seat must be; null: anywhere.</param>
    public Finding[] Count(EstablishedIn? from, in Case @case)
    {
        var counts = new Finding[Counted.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            var alone = @case.Of(Counted[i]);
            counts[i] = from?.Examine(alone) ?? new(Outcome.Met, "counts", alone.Look(Counted[i].Dossier.Country));
        }

        return counts;
    }

    /// <summary>Which partners are under common control: the same number for the same group.</summary>
    /// <remarks>Control is told as a name or an id; a chain of partners who control each other is one group, a circle too.</remarks>
    /// <param name="perhapsToo">Those as well whose controllers bear names that only their legal form or spelling tells apart.</param>
    public int[] Groups(bool perhapsToo = false)
    {
        var groups = Enumerable.Range(0, Counted.Length).ToArray();
        for (var i = 0; i < Counted.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (!Counted[i].IsControlledLike(Counted[j]) && !(perhapsToo && Counted[i].IsPerhapsControlledLike(Counted[j]))) continue;
                var (kept, merged) = (groups[j], groups[i]);
                for (var k = 0; k < groups.Length; k++) if (groups[k] == merged) groups[k] = kept;
            }
        }

        return groups;
    }
}

/// <summary>An organisation's part in a proposal.</summary>
/// <param name="ControlledBy">Whoever controls it, by name or a partner's id; empty: nobody does; null: not told.</param>
public sealed record Partner(OrganisationDossier Dossier, PartnerRole Role = PartnerRole.Partner, string? ControlledBy = null)
{
    /// <summary>The same for controllers whose names differ in legal form or spelling only, where names themselves are not at hand; null: by the name.</summary>
    public string? Alike { get; init; }

    /// <summary>Its own conditions are told without its name and without the reason: it has not confirmed that it takes part.</summary>
    public bool IsDiscreet { get; init; }

    /// <summary>The name in sentences; a partner nobody named is just that.</summary>
    public Text Called => Dossier.Name.Newest?.Value is { } name ? new(name, name) : new("A partner", "Ein Partner");

    public bool IsControlledLike(Partner other) =>
        Names(ControlledBy, other.Dossier.Id) || Names(other.ControlledBy, Dossier.Id)
        || (!string.IsNullOrWhiteSpace(ControlledBy) && other.ControlledBy is not null && string.Equals(Plain(ControlledBy), Plain(other.ControlledBy), StringComparison.OrdinalIgnoreCase));

    /// <summary>"Holding X" and "Holding X GmbH" may be one or two: nobody but their people knows, so it is never taken for sure.</summary>
    public bool IsPerhapsControlledLike(Partner other) =>
        AlikeKey is { Length: > 0 } one && (one == other.AlikeKey || one == Likeness.CoreOf(other.Dossier))
        || other.AlikeKey is { Length: > 0 } two && two == Likeness.CoreOf(Dossier);

    /// <summary>The same partners; who is controlled by one of them and tells its name, tells its id.</summary>
    public static Partner[] Linked(Partner[] partners) =>
    [
        .. partners.Select(partner => Plain(partner.ControlledBy ?? "") is { Length: > 0 } name && partners.Where(other => other.IsCalled(name)).Take(2).ToArray() is [var controller]
            ? partner with { ControlledBy = controller.Dossier.Id.ToString() } : partner),
    ];

    private bool IsCalled(string plain) => Dossier.Name.Newest?.Value is { } name && string.Equals(Plain(name), plain, StringComparison.OrdinalIgnoreCase);

    private string? AlikeKey => Alike ?? (ControlledBy is null ? null : Likeness.Core(ControlledBy));

    /// <summary>However its letters are composed, and however many spaces stand between the words.</summary>
    public static string Plain(string name) => string.Join(' ', name.Normalize().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool Names(string? controller, Guid organisation) => Guid.TryParse(controller, out var id) && id == organisation;
}

/// <summary>A partner's part in a proposal. An affiliated entity or associated partner counts neither as a partner nor towards countries.</summary>
public enum PartnerRole : byte { Coordinator, Partner, AffiliatedEntity, AssociatedPartner }

/// <summary>Another proposal to the same call, and who stands in it: its coordinator, and the partners who confirmed.</summary>
/// <param name="Phase">Of the strand it applies for.</param>
public sealed record Sibling(ApplicationDossier Dossier, string? Phase, ImmutableArray<OrganisationDossier> Organisations)
{
    /// <summary>Whoever asks may not see it, and is told no more of it than that there is one.</summary>
    public bool IsDiscreet { get; init; }
}
