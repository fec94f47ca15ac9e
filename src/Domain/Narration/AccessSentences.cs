using EligibilityService.Domain.Access;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;

namespace EligibilityService.Domain.Narration;

internal static class AccessSentences
{
    public static Narrated Tell(IAccessEvent @event, Names names) => @event switch
    {
        AccessGranted granted => (Scope(granted.Scope, names), EntryWords.Period(null, granted.ValidUntil)) switch
        {
            var (scope, period) => About(Say($"{{who}} granted {scope.En}{period.En}.", $"{{who}} hat {scope.De}{period.De} erteilt.").By(granted.GrantedBy), granted.Scope),
        },
        AccessEnded ended => Scope(ended.Scope, names) switch
        {
            var scope => About(Say($"{{who}} ended {scope.En}.", $"{{who}} hat {scope.De} beendet.").By(ended.EndedBy), ended.Scope),
        },
        ConflictDeclared declared => With(declared.Conflict, Say(
            $"{{who}} declared a conflict of interests: {Of(declared.Conflict).En}.", $"{{who}} hat einen Interessenkonflikt angezeigt: {Of(declared.Conflict).De}.").By(declared.DeclaredBy)),
        NoConflictDeclared none => Things(Say(
            "{who} declared to have no conflict of interests with those who applied to {call}, other than those declared.",
            "{who} hat erklärt, keinen Interessenkonflikt mit den Antragstellern zu {call} zu haben, außer den angezeigten.").By(none.DeclaredBy), none.Call, null),
        ConflictEnded over => With(over.Conflict, Say(
            $"{{who}} ended a conflict of interests: {Of(over.Conflict).En}.", $"{{who}} hat einen Interessenkonflikt aufgehoben: {Of(over.Conflict).De}.").By(over.EndedBy)),
        _ => throw new UnknownEventException(@event),
    };

    private static Text Scope(AccessScope scope, Names names) => scope switch
    {
        { Kind: AccessKind.Assignment, Call: null } => new("the assignment to all calls", "die Zuständigkeit für alle Ausschreibungen"),
        { Kind: AccessKind.Assignment } => new("the assignment to {call}", "die Zuständigkeit für {call}"),
        { Kind: AccessKind.Clusters, Cluster: not null } => new("the reading of verdicts and history of {cluster}", "Einsicht in Ergebnisse und Verlauf von {cluster}"),
        { Kind: AccessKind.Clusters, Country: { } country } => new($"the reading of verdicts and histories of clusters {names.In(country).En}", $"Einsicht in Ergebnisse und Verläufe der Cluster {names.In(country).De}"),
        { Kind: AccessKind.Clusters } => new("the reading of verdicts and histories of all clusters", "Einsicht in Ergebnisse und Verläufe aller Cluster"),
        { Kind: AccessKind.Lists, Call: null } => new("the lists by name for all calls", "Einsicht in die Namenslisten aller Ausschreibungen"),
        { Kind: AccessKind.Lists } => new("the lists by name for {call}", "Einsicht in die Namenslisten zu {call}"),
        { Kind: AccessKind.Applications, Call: null } => new("the reading of applications to all calls", "Einsicht in die Anträge aller Ausschreibungen"),
        { Kind: AccessKind.Applications } => new("the reading of applications to {call}", "Einsicht in die Anträge zu {call}"),
        { Kind: AccessKind.RestrictedFeed } => new("the restricted class of the feed", "Zugang zur eingeschränkten Klasse des Feeds"),
        { Kind: AccessKind.Inbound, Call: null } => new("the delivery of results, signatures and participant numbers", "das Zuliefern von Ergebnissen, Unterzeichnungen und Teilnehmercodes"),
        { Kind: AccessKind.Inbound } => new("the delivery of results and signatures for {call}", "das Zuliefern von Ergebnissen und Unterzeichnungen zu {call}"),
        { Kind: AccessKind.ClusterFeed } => new("the cluster class of the feed", "Zugang zur Clusterklasse des Feeds"),
        { Kind: AccessKind.Region, Region: { } region } => names.Region(region) switch
        {
            var name => new($"the work as an agency for {name.En}", $"die Zuständigkeit als Agentur für {name.De}"),
        },
        _ => throw new UnknownEventException(scope),
    };

    private static Text Of(Conflict conflict) => conflict.Call is not null
        ? new("the call {call}", "Ausschreibung {call}")
        : new("the organisation {cluster}", "Organisation {cluster}");

    private static Narrated About(Narrated told, AccessScope scope) => Things(told, scope.Call, scope.Cluster);

    private static Narrated With(Conflict conflict, Narrated told) => Things(told, conflict.Call, conflict.Organisation);

    private static Narrated Things(Narrated told, Guid? call, Guid? cluster) =>
        call is { } one ? told.Thing("{call}", one) : cluster is { } other ? told.Thing("{cluster}", other) : told;

    private static Narrated Say(string en, string de) => new(new Text(en, de));
}
