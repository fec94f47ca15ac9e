using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Calls;
using EligibilityService.Application.Demonstration;
using EligibilityService.Application.Impacts;
using EligibilityService.Application.Programme;
using EligibilityService.Domain.Access;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Startup;
using MediatR;

namespace EligibilityService.Host.Data;

/// <summary>The history of the programme as a list of steps: lists laid down, countries joining, calls announced, published, corrected, decided.</summary>
/// <remarks>Each step sends the same commands that officers, moderators and applicants use, as one of the demonstration's people.</remarks>
internal sealed class PlayedHistory : IPlayedHistory
{
    private readonly Lazy<IReadOnlyList<PlayedStep>> _steps;

    public PlayedHistory(DemonstrationSettings settings)
    {
        Begins = settings.Clock;
        _steps = new(() => settings.Data switch
        {
            "none" => [],
            "programme" => InOrder(Programme(), Grants(), Calls()),
            _ => InOrder(Programme(), Grants(), Calls(), PlayedClusters.Steps(), PlayedPartnerships.Steps(), PlayedPartnerSearches.Steps()),
        });
    }

    public DateTimeOffset Begins { get; }

    public IReadOnlyList<PlayedStep> Steps => _steps.Value;

    /// <summary>A step as one person, made of commands; what is refused is noted, not thrown.</summary>
    /// <remarks>Each command has a key of its own: a step that was broken off is taken again, and what it had done is not done twice.</remarks>
    public static PlayedStep As(Caller caller, DateTimeOffset at, string what, params IEnumerable<IRequest<Receipt>> commands) => new(at, what, async (services, cancellationToken) =>
    {
        services.GetRequiredService<AmbientCaller>().ActAs(caller);
        var mediator = services.GetRequiredService<IMediator>();
        var refused = new List<RefusedStep>();
        foreach (var (index, command) in commands.Index())
        {
            services.GetRequiredService<CommandFrame>().Idempotency = new("played history", $"{at.UtcDateTime:O} {caller.PersonId} {what} {index}", []);
            var receipt = await mediator.Send(command, cancellationToken);
            if (receipt.Refusal is { } refusal) refused.Add(new(at, what, refusal.Code, refusal.Reason.En));
        }

        return refused;
    });

    public static DateTimeOffset Brussels(DateTime local) => BrusselsTime.Readings(local)[0];

    public static Caller Person(DemonstrationPerson person) => new(person.Id, new HashSet<Role> { person.Role }, IsAuthenticated: true);

    private static PlayedStep[] InOrder(params IEnumerable<PlayedStep>[] sources) =>
        [.. sources.SelectMany(steps => steps).OrderBy(step => step.At)];   // stable: what stands first at one instant stays first

    private static DateTimeOffset First { get; } = Brussels(new(2014, 1, 2, 8, 0, 0, DateTimeKind.Unspecified));

    /// <summary>Both officers look after every call; the grant register may read what it must know; the agency serves Baden-Württemberg.</summary>
    private static IEnumerable<PlayedStep> Grants()
    {
        (DemonstrationPerson Person, AskedScope[] Scopes)[] granted =
        [
            (DemonstrationPeople.Officer, [new(AccessKind.Assignment)]),
            (DemonstrationPeople.SecondOfficer, [new(AccessKind.Assignment)]),
            (DemonstrationPeople.Subscriber, [new(AccessKind.Clusters), new(AccessKind.Lists), new(AccessKind.Applications), new(AccessKind.RestrictedFeed), new(AccessKind.ClusterFeed)]),
            (DemonstrationPeople.Agency, [new(AccessKind.Region, Region: "DE1")]),
        ];
        return granted.Select(one => As(
            Person(DemonstrationPeople.Administrator), First, $"access of {one.Person.ClientId}", one.Scopes.Select(scope => new GrantAccess(one.Person.Id, scope))));
    }

    private static IEnumerable<PlayedStep> Programme()
    {
        var (service, first) = (Caller.Service, First);
        yield return As(service, first, "the programme's lists of countries, regions and fields", new RecordProgramme(ProgrammeFiles.Lists()));

        foreach (var rules in ProgrammeFiles.ProfileRules())
        {
            var day = BrusselsTime.StartOfDay(rules.ValidFrom);
            yield return As(service, day < first ? first : day, "the rules for publishing a profile", new RecordProgramme([rules]));
        }

        foreach (var (on, fact) in ProgrammeFiles.Associations()) yield return As(service, Brussels(on), $"{fact.Country} joins the programme", new RecordProgramme([fact]));
        foreach (var exit in ProgrammeFiles.Exits()) yield return As(service, BrusselsTime.StartOfDay(exit.Until!.Value.AddDays(1)), $"{exit.Country} has left the Union", new RecordProgramme([exit]));
    }

    private static IEnumerable<PlayedStep> Calls() => ProgrammeFiles.Calls().SelectMany(StepsOf);

    private static IEnumerable<PlayedStep> StepsOf(CallFile file)
    {
        var (first, second) = (Person(DemonstrationPeople.Officer), Person(DemonstrationPeople.SecondOfficer));
        var reference = file.Terms.Reference;
        CallTerms? drafted = null;

        foreach (var play in file.Plays)
        {
            var at = Brussels(play.On);
            if (play.Step is "announce" or "publish" && (play.Terms ?? file.Terms) is var text && text != drafted)
            {
                yield return As(first, at, $"{reference} is drafted", new DraftCall(file.Id, text, Imported: true));
                drafted = text;
            }

            var what = $"{reference}: {play.Step}";
            switch (play.Step)
            {
                case "announce" or "publish" or "drop" or "cancel":
                    var step = play.Step switch { "announce" => CallStep.Announce, "publish" => CallStep.Publish, "drop" => CallStep.Drop, _ => CallStep.Cancel };
                    yield return As(first, at, what, new TakeStep(file.Id, step, play.Reason?.En));
                    yield return As(second, at, what, [.. step is CallStep.Publish ? [new LookAtImpact(file.Id)] : Array.Empty<IRequest<Receipt>>(), new TakeStep(file.Id, step, play.Reason?.En)]);
                    break;

                case "corrigendum":
                    yield return As(first, at, what, new ProposeCorrigendum(file.Id, play.Corrigendum!, play.Terms!));
                    var number = file.Plays.TakeWhile(earlier => earlier != play).Count(earlier => earlier.Step is "corrigendum") + 1;
                    yield return As(second, at, what, new LookAtImpact(file.Id, number), new ConfirmCorrigendum(file.Id, number));
                    break;

                case "results":
                    yield return As(first, at, what, new AnnounceResults(file.Id, play.Results!));
                    break;

                default:
                    throw new InvalidOperationException($"{reference}: '{play.Step}' is not a step that can be played.");
            }
        }
    }
}
