using System.Collections.Immutable;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Partnerships;

/// <summary>An organisation's belonging to a partnership, over valid time.</summary>
public sealed record MemberDossier(PartnershipMember Member, Chronicle<bool> Belongs)
{
    public bool BelongsAt(DateTimeOffset at) => Belongs.At(at) is { Value: true };
}

/// <summary>What is known about a partnership over time, as questions and people look at it.</summary>
public sealed record PartnershipDossier(Guid Id)
{
    /// <summary>As last told.</summary>
    public PartnershipFormed? Told { get; init; }

    /// <summary>Its name, from the day on which it was formed.</summary>
    public Chronicle<string> Formed { get; init; }
    public ImmutableSortedDictionary<Guid, MemberDossier> Members { get; init; } = ImmutableSortedDictionary<Guid, MemberDossier>.Empty;

    /// <summary>Labels it may carry; several can hold at a time.</summary>
    public ImmutableSortedDictionary<string, Chronicle<string>> Labels { get; init; } = ImmutableSortedDictionary.Create<string, Chronicle<string>>(StringComparer.Ordinal);

    /// <summary>The phases funded, by phase and call.</summary>
    public ImmutableDictionary<(string Phase, string Call), Chronicle<PhaseFunded>> Funded { get; init; } = ImmutableDictionary<(string, string), Chronicle<PhaseFunded>>.Empty;
    public Told? LastTold { get; init; }

    /// <summary>An event about this partnership could not be read; nothing rests on it until that is mended.</summary>
    public bool IsBroken { get; init; }

    /// <summary>By its acronym where it has one.</summary>
    public string Called => Told?.Acronym ?? Told?.Name ?? "";

    public IEnumerable<MemberDossier> MembersAt(DateTimeOffset at) => Members.Values.Where(member => member.BelongsAt(at));

    /// <summary>Formed or labelled by then: surely, perhaps (only the year is known) or not; with the statement that decides it.</summary>
    public (Outcome Outcome, Fact? Evidence) ExistedAt(DateTimeOffset at)
    {
        if (Labels.Values.Select(label => Earliest(label, at)).OfType<Fact<string>>().MinBy(label => label.From) is { } label && !(Formed.At(at) is { } sooner && IsSure(at, sooner))) return (Outcome.Met, label);

        return Formed.At(at) is not { } formed ? (Outcome.NotMet, Formed.Newest)
            : IsSure(at, formed) ? (Outcome.Met, formed)
            : (Outcome.Undetermined, formed);
    }

    public PartnershipDossier Learn(IPartnershipEvent @event, Told told) => (@event switch
    {
        PartnershipFormed { Basis.Kind: FactKind.Correction } corrected => Corrected(corrected, told),
        PartnershipFormed formed => this with
        {
            Told = formed,
            Formed = Formed.Tell(formed.Name, told, formed.Basis),
            Members = formed.Members.ToImmutableSortedDictionary(member => member.Id, member => new MemberDossier(member, default(Chronicle<bool>).Tell(true, told, formed.Basis))),
        },
        MemberJoined joined => this with { Members = Members.SetItem(joined.Member.Id, Joined(joined, told)) },
        MemberLeft left => this with { Members = Members.SetItem(left.Member, Left(Members[left.Member], left, told)) },
        PartnershipLabelled labelled => Labelled(labelled, told),
        PhaseFunded funded => this with { Funded = Funded.SetItem((funded.Phase, funded.Call), Funded.GetValueOrDefault((funded.Phase, funded.Call)).Tell(funded, told, funded.Basis)) },
        _ => throw new UnknownEventException(@event),
    }) with { LastTold = told };

    /// <summary>Where only the year is known it may have been any day of it.</summary>
    private bool IsSure(DateTimeOffset at, Fact formed) => Told is not { YearOnly: true } || BrusselsTime.DayOf(at).Year > BrusselsTime.DayOf(formed.From).Year;

    /// <summary>A label once held shows that there was a partnership, also when it has expired since.</summary>
    private static Fact<string>? Earliest(Chronicle<string> label, DateTimeOffset at) => label.NewestFirst().Where(piece => piece.IsKnown && piece.From <= at && ReferenceEquals(label.At(piece.From), piece)).MinBy(piece => piece.From);

    /// <summary>A correction of the day counts for the whole membership, which had begun otherwise than told.</summary>
    private MemberDossier Joined(MemberJoined joined, Told told)
    {
        var belongs = Members.GetValueOrDefault(joined.Member.Id)?.Belongs ?? default;
        if (joined.Basis.Kind is FactKind.Correction && belongs.Newest is { Value: true } before) belongs = belongs.Tell(false, told, joined.Basis, before.From);
        return new(joined.Member, belongs.Tell(true, told, joined.Basis));
    }

    private static MemberDossier Left(MemberDossier member, MemberLeft left, Told told)
    {
        var belongs = member.Belongs;
        if (left.Basis.Kind is FactKind.Correction && belongs.Newest is { Value: false } before) belongs = belongs.Tell(true, told, left.Basis, before.From);
        return member with { Belongs = belongs.Tell(false, told, left.Basis) };
    }

    /// <summary>Between the day told before and the corrected one it had not been formed yet, or had been already; so had those who belonged from the first day on.</summary>
    private PartnershipDossier Corrected(PartnershipFormed corrected, Told told)
    {
        var (before, now) = (BrusselsTime.StartOfDay(Told!.Basis.ValidFrom!.Value), BrusselsTime.StartOfDay(corrected.Basis.ValidFrom!.Value));
        return this with
        {
            Told = corrected,
            Formed = Formed.Clear(told, corrected.Basis with { ValidFrom = now < before ? corrected.Basis.ValidFrom : Told.Basis.ValidFrom }).Tell(corrected.Name, told, corrected.Basis),
            Members = now == before ? Members : Members.ToImmutableSortedDictionary(member => member.Key, member => Founded(member.Value) ? member.Value with
            {
                Belongs = now < before ? member.Value.Belongs.Tell(true, told, corrected.Basis, now, before) : member.Value.Belongs.Tell(false, told, corrected.Basis, before, now),
            } : member.Value),
        };

        bool Founded(MemberDossier member) => member.BelongsAt(before) && !member.BelongsAt(before.AddMicroseconds(-1));
    }

    /// <summary>A corrected period takes the place of the one told before, under whichever name that stood.</summary>
    private PartnershipDossier Labelled(PartnershipLabelled labelled, Told told)
    {
        var labels = Labels;
        var wrong = labelled.Replaces ?? (labelled.Basis.Kind is FactKind.Correction ? new(labelled.Label, labelled.Basis.ValidFrom!.Value) : null);
        if (wrong is not null && labels.TryGetValue(wrong.Label, out var before))
        {
            var from = BrusselsTime.StartOfDay(wrong.From);
            var until = before.At(from) is { Until: var end } && end < DateTimeOffset.MaxValue ? BrusselsTime.DayOf(end.AddMicroseconds(-1)) : (DateOnly?)null;
            labels = labels.SetItem(wrong.Label, before.Clear(told, labelled.Basis with { ValidFrom = wrong.From, ValidUntil = until }));
        }

        return this with { Labels = labels.SetItem(labelled.Label, labels.GetValueOrDefault(labelled.Label).Tell(labelled.Label, told, labelled.Basis)) };
    }
}
