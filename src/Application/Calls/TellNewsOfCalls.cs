using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Deciding;
using MediatR;

namespace EligibilityService.Application.Calls;

/// <summary>What happened to calls, newest first, for people's news readers.</summary>
/// <param name="Limit">How many at most.</param>
[May(Who.Anyone)]
public sealed record TellNewsOfCalls(int Limit = 50) : IRequest<IReadOnlyList<CallNews>>;

/// <param name="Id">The same for ever.</param>
/// <param name="Text">One or two sentences.</param>
public sealed record CallNews(Guid Call, string Id, string Reference, DateTimeOffset At, Text Title, Text Text);

public sealed class TellNewsOfCallsHandler(IFacts facts) : IRequestHandler<TellNewsOfCalls, IReadOnlyList<CallNews>>
{
    public Task<IReadOnlyList<CallNews>> Handle(TellNewsOfCalls question, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CallNews>>(
        [.. facts.Now.Calls.Where(call => call.IsPublic && call.Terms is not null).SelectMany(Of).OrderByDescending(news => news.At).ThenBy(news => news.Id, StringComparer.Ordinal).Take(question.Limit)]);

    private static IEnumerable<CallNews> Of(CallDossier call)
    {
        var terms = call.Terms!;
        if (call.AnnouncedAt is { } announced) yield return News("announced", announced, new($"Announced: {terms.Title.En}", $"Angekündigt: {terms.Title.De}"), terms.Summary ?? terms.Title);
        if (call.PublishedAt is { } published) yield return News("published", published, new($"Open: {terms.Title.En}", $"Offen: {terms.Title.De}"), terms.Summary ?? terms.Title);
        foreach (var change in call.Corrigenda)
        {
            yield return News(
                $"corrigendum-{change.Number}", change.PublishedAt, new($"Corrigendum {change.Number}: {terms.Title.En}", $"Berichtigung {change.Number}: {terms.Title.De}"),
                new($"{change.Corrigendum.Title.En}. {change.Corrigendum.Reason.En}", $"{change.Corrigendum.Title.De}. {change.Corrigendum.Reason.De}"));
        }

        CallNews News(string what, DateTimeOffset at, Text title, Text text) => new(call.Id, $"urn:uuid:{call.Id}:{what}", terms.Reference, at, title, text);
    }
}
