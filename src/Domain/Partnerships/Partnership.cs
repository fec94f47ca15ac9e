using System.Collections.Immutable;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Time;

namespace EligibilityService.Domain.Partnerships;

/// <summary>A member as decisions need to see it: since when it belongs, and until when.</summary>
/// <param name="Left">First day on which it no longer belongs.</param>
public sealed record Belonging(PartnershipMember Member, DateOnly Since, DateOnly? Left = null);

/// <summary>A partnership as its own decisions need to see it.</summary>
public sealed record Partnership : IState<Partnership, IPartnershipEvent>
{
    /// <summary>At one time.</summary>
    public const int MostMembers = 40;

    public static Partnership Initial { get; } = new();

    public PartnershipFormed? Formed { get; init; }
    public ImmutableSortedDictionary<Guid, Belonging> Members { get; init; } = ImmutableSortedDictionary<Guid, Belonging>.Empty;
    public ImmutableList<PartnershipLabelled> Labels { get; init; } = [];
    public ImmutableList<PhaseFunded> Funded { get; init; } = [];

    public bool Exists => Formed is not null;

    /// <param name="today">What lies ahead cannot have been formed yet.</param>
    public Decision<IPartnershipEvent> Form(PartnershipFormed formed, DateOnly today) => this switch
    {
        { Formed: { } known } => SaysTheSame(known, formed) ? [] : PartnershipRefusals.FormedOtherwise,
        _ when formed.Basis.ValidFrom > today => PartnershipRefusals.InTheFuture,
        _ when formed.Members.Length > MostMembers => PartnershipRefusals.TooManyMembers,
        _ when NamesTwice(formed.Members) => PartnershipRefusals.MemberTwice,
        _ when formed.Coordinator is { } coordinator && formed.Members.All(member => member.Id != coordinator) => PartnershipRefusals.CoordinatorNoMember,
        _ => [formed],
    };

    /// <summary>What was told of its founding was wrong. Who founded it stays; a member's own entry is corrected by itself.</summary>
    public Decision<IPartnershipEvent> Correct(string name, string? acronym, string? strand, string? phase, DateOnly from, bool yearOnly, string source, DateOnly today)
    {
        if (Formed is not { } known) return PartnershipRefusals.Unknown;

        var corrected = known with { Name = name, Acronym = acronym, Strand = strand, Phase = phase, YearOnly = yearOnly, Source = source, Basis = known.Basis with { ValidFrom = from, Kind = FactKind.Correction } };
        if (corrected with { Source = known.Source, Basis = known.Basis } == known && from == known.Basis.ValidFrom) return [];
        if (from > today) return PartnershipRefusals.InTheFuture;
        return FirstThereafter < from ? PartnershipRefusals.FormedAfterwards : [corrected];
    }

    /// <summary>The first day, after that of its founding, on which something is told of it.</summary>
    private DateOnly? FirstThereafter => new[]
    {
        Members.Values.Select(member => member.Since).Where(since => since != Formed!.Basis.ValidFrom).Cast<DateOnly?>().Min(),
        Members.Values.Select(member => member.Left?.AddDays(-1)).Min(),
        Labels.Select(label => label.Basis.ValidFrom).Min(),
        Funded.Select(funded => funded.Basis.ValidFrom).Min(),
    }.Min();

    /// <param name="from">First day on which it belongs.</param>
    /// <param name="corrects">It belongs already, and what was told of it was wrong.</param>
    public Decision<IPartnershipEvent> Join(PartnershipMember member, DateOnly from, string source, DateOnly today, bool corrects = false)
    {
        if (Formed is null) return PartnershipRefusals.Unknown;
        if (from > today) return PartnershipRefusals.InTheFuture;
        if (from < Formed.Basis.ValidFrom) return PartnershipRefusals.JoinedBeforeFormed;

        var known = Members.GetValueOrDefault(member.Id);
        if (known is { Left: { } left } && from < left) return PartnershipRefusals.RejoinedBeforeLeft;
        if (known is { Left: null } && known.Member == member && known.Since == from) return [];
        if (corrects != known is { Left: null }) return corrects ? PartnershipRefusals.MemberUnknown : PartnershipRefusals.MemberTwice;
        if (Members.Values.Any(other => other.Member.Id != member.Id && other.Left is null && AreOne(other.Member, member))) return PartnershipRefusals.MemberTwice;
        if (known is not { Left: null } && Members.Values.Count(other => other.Left is null) >= MostMembers) return PartnershipRefusals.TooManyMembers;

        return [new MemberJoined(member, source, new(AssertedBy.Officer, from, Kind: corrects ? FactKind.Correction : FactKind.Change))];
    }

    /// <param name="from">First day on which it no longer belongs; another day than told before corrects it.</param>
    public Decision<IPartnershipEvent> Leave(Guid member, DateOnly from, string source, DateOnly today) => Members.GetValueOrDefault(member) switch
    {
        _ when Formed is null => PartnershipRefusals.Unknown,
        null => PartnershipRefusals.MemberUnknown,
        { Since: var since } when from <= since => PartnershipRefusals.LeftBeforeJoined,
        { Left: { } left } when left == from => [],
        _ when from > today => PartnershipRefusals.InTheFuture,
        { Left: var left } => [new MemberLeft(member, source, new(AssertedBy.Officer, from, Kind: left is null ? FactKind.Change : FactKind.Correction))],
    };

    /// <param name="replaces">The label as told before, where its name or first day was wrong.</param>
    public Decision<IPartnershipEvent> Award(string label, DateOnly from, DateOnly? until, string source, DateOnly today, ToldLabel? replaces = null) => this switch
    {
        { Formed: null } => PartnershipRefusals.Unknown,
        _ when from > today => PartnershipRefusals.InTheFuture,
        _ when from < Formed.Basis.ValidFrom => PartnershipRefusals.BeforeFormed,
        _ when until < from => PartnershipRefusals.EndsBeforeItBegins,
        _ when Labels.FindLast(known => known.Label == label && known.Basis.ValidFrom == from) is { } known && (replaces is null || known.Replaces == replaces || replaces == new ToldLabel(label, from)) =>
            known.Basis.ValidUntil == until ? [] : [new PartnershipLabelled(label, source, new(AssertedBy.Officer, from, until, FactKind.Correction))],
        _ when replaces is not null => Labels.Exists(known => known.Label == replaces.Label && known.Basis.ValidFrom == replaces.From)
            ? [new PartnershipLabelled(label, source, new(AssertedBy.Officer, from, until, FactKind.Correction), replaces)] : PartnershipRefusals.LabelUnknown,
        _ => [new PartnershipLabelled(label, source, new(AssertedBy.Officer, from, until))],
    };

    public Decision<IPartnershipEvent> Fund(string phase, string call, string? strand, decimal? grant, DateOnly from, string source, DateOnly today) => this switch
    {
        { Formed: null } => PartnershipRefusals.Unknown,
        _ when from > today => PartnershipRefusals.InTheFuture,
        _ when from < Formed.Basis.ValidFrom => PartnershipRefusals.BeforeFormed,
        _ when Funded.FindLast(known => known.Phase == phase && known.Call == call) is { } known =>
            known.Strand == strand && known.Grant == grant && known.Basis.ValidFrom == from
                ? [] : [new PhaseFunded(phase, call, strand, grant, source, new(AssertedBy.Officer, from, Kind: FactKind.Correction))],
        _ => [new PhaseFunded(phase, call, strand, grant, source, new(AssertedBy.Officer, from))],
    };

    public Partnership Evolve(IPartnershipEvent @event) => @event switch
    {
        PartnershipFormed { Basis.Kind: FactKind.Correction } corrected => this with
        {
            Formed = corrected,
            Members = Members.ToImmutableSortedDictionary(member => member.Key, member => member.Value.Since == Formed!.Basis.ValidFrom ? member.Value with { Since = corrected.Basis.ValidFrom!.Value } : member.Value),
        },
        PartnershipFormed formed => this with { Formed = formed, Members = formed.Members.ToImmutableSortedDictionary(member => member.Id, member => new Belonging(member, formed.Basis.ValidFrom!.Value)) },
        MemberJoined joined => this with { Members = Members.SetItem(joined.Member.Id, new(joined.Member, joined.Basis.ValidFrom!.Value)) },
        MemberLeft left => this with { Members = Members.SetItem(left.Member, Members[left.Member] with { Left = left.Basis.ValidFrom }) },
        PartnershipLabelled labelled => this with { Labels = Labels.RemoveAll(known => labelled.Replaces is { } told && known.Label == told.Label && known.Basis.ValidFrom == told.From).Add(labelled) },
        PhaseFunded funded => this with { Funded = Funded.RemoveAll(known => known.Phase == funded.Phase && known.Call == funded.Call).Add(funded) },
        _ => throw new UnknownEventException(@event),
    };

    /// <summary>The same profile, or two spellings of one name in one country.</summary>
    private static bool AreOne(PartnershipMember one, PartnershipMember other) =>
        one.Id == other.Id || (one.Cluster is { } cluster && cluster == other.Cluster)
        || ((one.Cluster is null || other.Cluster is null) && one.Country == other.Country && Likeness.Core(one.Name) == Likeness.Core(other.Name));

    private static bool NamesTwice(PartnershipMember[] members) =>
        members.Index().Any(one => members.Take(one.Index).Any(other => AreOne(one.Item, other)));

    private static bool SaysTheSame(PartnershipFormed one, PartnershipFormed other) => one with { Members = other.Members } == other && one.Members.SequenceEqual(other.Members);
}
