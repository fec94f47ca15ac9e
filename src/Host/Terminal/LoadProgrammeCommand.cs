using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Calls;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Programme;
using EligibilityService.Domain.Calls;
using EligibilityService.Domain.Programme;
using EligibilityService.Host.Data;
using EligibilityService.Host.Startup;
using EligibilityService.Infrastructure;
using JasperFx.CommandLine;
using MediatR;
using Npgsql;
using Spectre.Console;

namespace EligibilityService.Host.Terminal;

public sealed class LoadProgrammeInput : NetCoreInput
{
    [Description("The officer who answers for it: id, or e-mail address, of a person who has signed in once")]
    public string ByFlag { get; set; } = "";

    [Description("Say what would happen, and write nothing")]
    public bool PreviewFlag { get; set; }
}

/// <summary>Lays down the programme's lists and drafts its calls in a database of one's own, by the commands that officers use.</summary>
/// <remarks>
/// Recorded now, in the officer's name. Nothing is published: that takes two officers. What stands there already is left as it is, so repeating it is safe.
/// </remarks>
[Description("Lay down the programme's lists and draft its calls, outside the demonstration", Name = "load-programme")]
public sealed class LoadProgrammeCommand : JasperFxAsyncCommand<LoadProgrammeInput>
{
    public override async Task<bool> Execute(LoadProgrammeInput input)
    {
        using var host = input.BuildHost();
        var services = host.Services;
        if (services.GetRequiredService<DemonstrationSettings>().Enabled) return await Refuse("The demonstration plays the programme's history by itself. Name a database of your own: ConnectionStrings__Eligibility.");

        await services.PrepareForTerminal(CancellationToken.None);
        if (await Person(services.GetRequiredService<NpgsqlDataSource>(), input.ByFlag) is not { } officer)
        {
            return await Refuse(input.ByFlag.Length == 0
                ? "Say which officer answers for it: --by with the id or the e-mail address of a person who has signed in once."
                : $"Nobody is known as '{input.ByFlag}'. The person must have signed in once; an e-mail address that several persons have is not enough, use the id then.");
        }

        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AmbientCaller>().ActAs(new(officer, new HashSet<Role> { Role.Officer, Role.Administrator }, IsAuthenticated: true, "terminal"));
        var (mediator, known) = (scope.ServiceProvider.GetRequiredService<IMediator>(), await Known(scope.ServiceProvider));

        var report = new Table().AddColumn("").AddColumn(input.PreviewFlag ? "would be" : "is");
        var complete = await Facts(report, mediator, known, input.PreviewFlag);
        foreach (var file in ProgrammeFiles.Calls()) complete &= await Call(report, mediator, known, file, input.PreviewFlag, scope.ServiceProvider.GetRequiredService<ServiceClock>().GetUtcNow());
        AnsiConsole.Write(report);
        return complete;
    }

    private static async Task<bool> Facts(Table report, IMediator mediator, IKnowledge known, bool preview)
    {
        IProgrammeEvent[] facts = [.. ProgrammeFiles.Lists(), .. ProgrammeFiles.ProfileRules(), .. ProgrammeFiles.Associations().Select(play => play.Fact), .. ProgrammeFiles.Exits()];
        if (preview)
        {
            report.AddRow("countries, regions, fields, rules for profiles", known.Programme.Countries.Count == 0 ? "laid down" : "laid down as far as it is new");
            return true;
        }

        var receipt = await mediator.Send(new RecordProgramme(facts), CancellationToken.None);
        report.AddRow("countries, regions, fields, rules for profiles", receipt.Refusal?.Reason.En ?? $"{facts.Length} facts; the programme is at version {receipt.Version}");
        return receipt.Refusal is null;
    }

    private static async Task<bool> Call(Table report, IMediator mediator, IKnowledge known, CallFile file, bool preview, DateTimeOffset now)
    {
        var reference = file.Terms.Reference;
        if (known.Call(file.Id) is { Terms: { } terms } there)
        {
            report.AddRow(reference, $"left as it stands: {there.Status.ToString().ToLowerInvariant()}{(terms.SaysTheSameAs(file.Terms) ? "" : ", not as the file says")}");
            return true;
        }

        var refusal = preview ? null : (await mediator.Send(new DraftCall(file.Id, file.Terms), CancellationToken.None)).Refusal;
        report.AddRow(reference, refusal?.Reason.En ?? (file.Terms.Deadline?.Instant < now ? "drafted; its deadline has passed, so it can no longer be published" : "drafted; two officers announce or publish it"));
        return refusal is null;
    }

    /// <summary>What stands in the store, however little this process has read.</summary>
    private static Task<IKnowledge> Known(IServiceProvider services) =>
        services.GetRequiredService<IFacts>().Read([ProgrammeFacts.StreamId, .. ProgrammeFiles.Calls().Select(file => file.Id)], null, CancellationToken.None);

    /// <returns>Nothing where nobody, or more than one person, is meant.</returns>
    private static async Task<Guid?> Person(NpgsqlDataSource source, string idOrEmail)
    {
        await using var command = source.CreateCommand("select id from eligibility.persons where id::text = lower($1) or lower(email) = lower($1) limit 2");
        command.Parameters.Add(new() { Value = idOrEmail });
        await using var row = await command.ExecuteReaderAsync();
        var found = new List<Guid>();
        while (await row.ReadAsync()) found.Add(row.GetGuid(0));
        return found is [var one] ? one : null;
    }

    private static async Task<bool> Refuse(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return false;
    }
}
