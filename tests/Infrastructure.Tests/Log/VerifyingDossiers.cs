using System.IO.Compression;
using System.Text;
using System.Text.Json;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Applications;
using EligibilityService.Application.Log;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Log;
using EligibilityService.Domain.Time;
using EligibilityService.Infrastructure.Log;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Infrastructure.Tests.Standings;
using EligibilityService.Tests;

namespace EligibilityService.Infrastructure.Tests.Log;

/// <summary>Receipts and dossiers of two applications on a real PostgreSQL, sound and tampered with.</summary>
public sealed class VerifyingDossiers(PostgresFixture postgres)
{
    private static readonly Caller
        Anna = new(new("01900000-0000-4000-8000-0000000000a1"), new HashSet<Role> { Role.Applicant }, IsAuthenticated: true),
        Eleni = new(new("01900000-0000-4000-8000-0000000000a4"), new HashSet<Role> { Role.Applicant }, IsAuthenticated: true),
        Auditor = new(new("01900000-0000-4000-8000-0000000000a2"), new HashSet<Role> { Role.Auditor }, IsAuthenticated: true),
        Officer = new(new("01900000-0000-4000-8000-00000000000a"), new HashSet<Role> { Role.Officer }, IsAuthenticated: true),
        Stranger = new(new("01900000-0000-4000-8000-0000000000a3"), new HashSet<Role> { Role.Officer }, IsAuthenticated: true);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private sealed record Filed(Guid Call, Guid Application, Guid Other);

    [Fact]
    public async Task a_receipt_is_signed_with_the_submission_and_stands_in_the_log_afterwards()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var filed = await File(running);

        var keys = await running.Send(new ShowSigningKeys());
        var receipt = (await running.Send(new ShowReceipt(filed.Application, 1), Anna))!;
        Assert.Null(receipt.Inclusion);
        Assert.True(SignedNote.Parse(receipt.Note)!.IsSignedBy(keys));
        Assert.Equal((1, Scene.Autumn), (receipt.Number, receipt.ReceivedAt));
        await Assert.ThrowsAsync<AccessRefused>(() => running.Send(new ShowReceipt(filed.Application, 1), Stranger));
        Assert.Null(await running.Send(new ShowReceipt(filed.Application, 2), Anna));

        await Sign(running);
        var later = (await running.Send(new ShowReceipt(filed.Application, 1), Anna))!;
        var inclusion = later.Inclusion!;
        var checkpoint = Checkpoint.Parse(SignedNote.Parse(inclusion.Checkpoint)!.Body)!;
        Assert.Equal(receipt, later with { Inclusion = null });
        Assert.True(MerkleTree.Includes(Checkpoint.Hash(inclusion.LeafHash)!, inclusion.Index, checkpoint.Size, [.. inclusion.Proof.Select(hash => Checkpoint.Hash(hash)!)], Checkpoint.Hash(checkpoint.Root)!));
    }

    [Fact]
    public async Task nothing_is_proven_without_a_checkpoint_from_outside_and_all_is_with_one()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var filed = await File(running);
        var noted = await Note(running);
        await new Scene(running).Cluster(7);
        await Note(running);

        var dossier = await Export(running, new ExportApplicationDossier(filed.Application));
        Stands(DossierStanding.NotProven, Verify(dossier));

        var proven = Verify(dossier, noted);
        Stands(DossierStanding.Proven, proven);
        Assert.Contains(proven.Shown, line => line.En.StartsWith("Every signed receipt was kept", StringComparison.Ordinal));
        Stands(DossierStanding.Proven, Verify(dossier, noted, await running.Send(new ShowSigningKeys())));
        Assert.Equal(DossierStanding.Altered, Verify(dossier, noted, new OwnKeys().Keys).Standing);
        Assert.Equal(DossierStanding.Altered, Verify(dossier, noted.Replace("number 1", "number 2", StringComparison.Ordinal)).Standing);
    }

    [Fact]
    public async Task a_calls_dossier_holds_all_its_applications_and_proves_that_there_are_no_others()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var filed = await File(running);
        var noted = await Note(running);

        var dossier = await Export(running, new ExportCallDossier(filed.Call));
        var proven = Verify(dossier, noted);
        Stands(DossierStanding.Proven, proven);
        Assert.Contains(proven.Shown, line => line.En == "These are all 2 applications to the call, and no others.");

        var without = Rewritten(dossier, Dossier.Population, lines => [.. lines.Where(line => !line.Contains(filed.Other.ToString(), StringComparison.Ordinal))]);
        Assert.Contains(Verify(without, noted).Found, line => line.En.StartsWith("The list of the call's applications is not the one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task it_is_for_auditors_and_assigned_officers_and_each_export_is_recorded()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var filed = await File(running);
        Assert.Equal("no-checkpoint-yet", (await running.Send(new ExportCallDossier(filed.Call), Auditor)).Refusal?.Code);
        await Note(running);

        await Assert.ThrowsAsync<AccessRefused>(() => running.Send(new ExportApplicationDossier(filed.Application), Anna));
        await Assert.ThrowsAsync<AccessRefused>(() => running.Send(new ExportApplicationDossier(filed.Application), Stranger));
        await Assert.ThrowsAsync<AccessRefused>(() => running.Send(new ExportCallDossier(filed.Call), Anna));
        await Assert.ThrowsAsync<AccessRefused>(() => running.Send(new ExportCallDossier(filed.Call), Stranger));
        Assert.Equal("call-unknown", (await running.Send(new ExportCallDossier(Guid.CreateVersion7()), Auditor)).Refusal?.Code);
        await running.Send(new ExportApplicationDossier(filed.Application), Officer);
        await running.Send(new ExportCallDossier(filed.Call), Auditor);

        Assert.Equal($"Application {Officer.PersonId}, Call {Auditor.PersonId}", await new Scene(running).One<string>(
            "select string_agg(data->>'of' || ' ' || (data->>'exportedBy'), ', ' order by seq_id) from events.mt_events where type = 'log.dossier-exported'"));
    }

    [Fact]
    public async Task one_byte_altered_in_the_database_and_one_row_removed_are_both_named()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var (scene, filed) = (new Scene(running), await File(running));
        var noted = await Note(running);
        Stands(DossierStanding.Proven, Verify(await Export(running, new ExportCallDossier(filed.Call)), noted));

        await scene.Do("update events.mt_events set data = jsonb_set(data, '{changed,title}', '\"Ein Titel mit einem andern Wort\"') where stream_id = $1 and type = 'application.proposal-changed'", filed.Application);
        await Note(running);
        var altered = Verify(await Export(running, new ExportCallDossier(filed.Call)), noted);
        Assert.Equal([$"Event 2 of {filed.Application} (application.proposal-changed) was altered in the store: its content (changed.title)."], altered.Found.Select(line => line.En));

        await scene.Do("delete from events.mt_events where stream_id = $1 and type = 'application.submitted'", filed.Other);
        var removed = Verify(await Export(running, new ExportCallDossier(filed.Call)), noted);
        Assert.Equal(
        [
            $"Event 2 of {filed.Application} (application.proposal-changed) was altered in the store: its content (changed.title).",
            $"Event 3 of {filed.Other} (application.submitted) was recorded, and has been removed from the store.",
        ], removed.Found.Select(line => line.En).Order());
    }

    [Theory]
    [InlineData("delete from eligibility.log_leaves where stream_id = $1 and version = 3", "Event 3 of {application} is missing in the log: it was removed.")]
    [InlineData("delete from eligibility.log_leaves where stream_id = $1 and version = 2", "Event 2 of {application} is missing in the log: it was removed.")]
    [InlineData("update eligibility.log_leaves set bytes = convert_to(replace(convert_from(bytes, 'utf8'), 'Titel', 'Tadel'), 'utf8') where stream_id = $1 and version = 2", "Event 2 of {application} (application.proposal-changed) was altered in the log, or is not what the checkpoint commits to.")]
    [InlineData("update events.mt_events set timestamp = timestamp - interval '1 day' where stream_id = $1 and version = 3", "Event 3 of {application} (application.submitted) was altered in the store: when it was recorded.")]
    [InlineData("update events.mt_events set user_name = 'somebody-else' where stream_id = $1 and version = 3", "Event 3 of {application} (application.submitted) was altered in the store: who did it.")]
    [InlineData("update eligibility.log_streams set version = 2 where stream_id = $1", "How far {application} had come is told otherwise than the checkpoint commits to.")]
    [InlineData("delete from eligibility.log_streams where stream_id = '{other}' and $1 is not null", "The list of the call's applications is not the one the checkpoint commits to: some were left out, added or put in another order.")]
    [InlineData("update events.mt_events set version = 9, seq_id = 0 where stream_id = $1 and version = 3", "Event 9 of {application} (application.submitted) stands in the store, but the log has no leaf of it: it was added past the log.")]
    public async Task what_was_done_to_the_database_is_named(string tampering, string expected)
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var filed = await File(running);
        var noted = await Note(running);

        await new Scene(running).Do(tampering.Replace("{other}", filed.Other.ToString(), StringComparison.Ordinal), filed.Application);

        var report = Verify(await Export(running, new ExportCallDossier(filed.Call)), noted);
        Assert.Equal(DossierStanding.Altered, report.Standing);
        Assert.Contains(expected.Replace("{application}", filed.Application.ToString(), StringComparison.Ordinal), report.Found.Select(line => line.En));
    }

    /// <summary>Whatever one letter of the stored content is made into, if it is still content.</summary>
    [Fact]
    public async Task any_letter_altered_in_the_store_is_found()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var (scene, filed) = (new Scene(running), await File(running));
        var noted = await Note(running);
        const string Content = "select data::text from events.mt_events where stream_id = $1 and version = $2";

        var (dice, altered) = (new Random(20_161_004), 0);
        while (altered < 30)
        {
            var (stream, version) = (dice.Next(4) == 0 ? filed.Call : filed.Application, (long)dice.Next(1, 4));
            var content = await scene.One<string>(Content, stream, version);
            var letters = content.ToCharArray();
            letters[dice.Next(letters.Length)] ^= (char)(1 << dice.Next(6));
            var spoilt = new string(letters);
            if (!IsOtherJson(spoilt, content)) continue;

            altered++;
            await scene.Do("update events.mt_events set data = $3::jsonb where stream_id = $1 and version = $2", stream, version, spoilt);
            var found = Verify(await Export(running, new ExportCallDossier(filed.Call)), noted).Found.Select(line => line.En).ToArray();
            Assert.True(found.Any(line => line.StartsWith($"Event {version} of {stream} (", StringComparison.Ordinal)), $"{spoilt} instead of {content} was not found.");
            await scene.Do("update events.mt_events set data = $3::jsonb where stream_id = $1 and version = $2", stream, version, content);
        }
    }

    private static bool IsOtherJson(string spoilt, string content)
    {
        try
        {
            return !spoilt.Any(char.IsControl) && !JsonElement.DeepEquals(JsonElement.Parse(spoilt), JsonElement.Parse(content));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [Fact]
    public async Task a_log_made_anew_does_not_continue_the_checkpoint_that_was_noted()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var (scene, filed) = (new Scene(running), await File(running));
        var noted = await Note(running);

        await scene.Do("update events.mt_events set data = jsonb_set(data, '{changed,title}', '\"Anders\"') where stream_id = $1 and type = 'application.proposal-changed'", filed.Application);
        await scene.Do("delete from eligibility.submission_receipts where $1 is not null", filed.Application);
        await scene.Do("truncate eligibility.log_leaves, eligibility.log_nodes, eligibility.log_streams, eligibility.log_checkpoints, eligibility.feed_entries");
        await scene.Do("update eligibility.feed_progress set number = 0, position = 0, leaves = 0, part = 0");
        await scene.Do("update events.mt_events set data = data where $1 is not null", filed.Application);
        await Note(running);

        var dossier = await Export(running, new ExportCallDossier(filed.Call, Since: Checkpoint.Parse(SignedNote.Parse(noted)!.Body)!.Size));
        Stands(DossierStanding.NotProven, Verify(dossier));   // sound in itself: the operator has the keys
        Assert.StartsWith("The log was rewritten", Assert.Single(Verify(dossier, noted).Found).En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task any_byte_altered_in_any_file_is_found_and_the_file_named()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var filed = await File(running);
        await Done(running, new WithdrawApplication(filed.Other, running.Facts.Now.Application(filed.Other)!.State.Coordinator, "Wir beteiligen uns anderswo."), Eleni);
        var noted = await Note(running);
        await new Scene(running).Cluster(9);
        await Note(running);
        var dossier = await Export(running, new ExportCallDossier(filed.Call));
        var files = Files(dossier);
        Stands(DossierStanding.Proven, Verify(dossier, noted));

        var dice = new Random(20_161_004);
        foreach (var (name, content) in files)
        {
            for (var round = 0; round < 30; round++)
            {
                var (at, spoilt) = (dice.Next(content.Length), (byte[])content.Clone());
                spoilt[at] ^= (byte)(1 << dice.Next(8));
                var report = Verify(Zipped(files.Select(file => file.Key == name ? new(name, spoilt) : file)), noted);

                Assert.True(report.Standing is DossierStanding.Altered, $"Byte {at} of {name} was altered, and that was not found.");
                Assert.True(report.Found.Any(line => line.En.Contains(name, StringComparison.Ordinal)), $"Byte {at} of {name} was altered; told was: {Told(report)}");
            }
        }
    }

    [Fact]
    public async Task an_event_dropped_added_or_moved_in_the_file_is_named_and_so_is_a_file()
    {
        await using var running = await RunningInfrastructure.Start(await postgres.FreshDatabase(), new SetClock(Scene.Autumn), leads: false);
        var filed = await File(running);
        var noted = await Note(running);
        var dossier = await Export(running, new ExportApplicationDossier(filed.Application));
        bool Submitted(string line) => line.Contains("\"type\":\"application.submitted\"", StringComparison.Ordinal);

        Named($"Event 3 of {filed.Application} is missing", Rewritten(dossier, Dossier.Events, lines => [.. lines.Where(line => !Submitted(line))]));
        Named($"Event 3 of {filed.Application} (application.submitted) stands in another order", Rewritten(dossier, Dossier.Events, lines => [.. lines.SelectMany(line => Submitted(line) ? [line, line] : new[] { line })]));
        Named($"Event 2 of {filed.Application} (application.proposal-changed) stands in another order", Rewritten(dossier, Dossier.Events, lines => [lines[0], lines[2], lines[1], .. lines[3..]]));
        Named("index.html is missing.", Zipped(Files(dossier).Where(file => file.Key != Dossier.Page)));
        Named("letter.pdf was added", Zipped(Files(dossier).Append(new("letter.pdf", [1, 2, 3]))));
        Named("streams.jsonl is in the ZIP twice.", Zipped(Files(dossier).Append(Files(dossier).Single(file => file.Key == Dossier.Streams))));

        void Named(string expected, byte[] zip) => Assert.Contains(Verify(zip, noted).Found, line => line.En.StartsWith(expected, StringComparison.Ordinal));
    }

    private static DossierReport Verify(byte[] dossier, string? outside = null, IReadOnlyList<PublicSigningKey>? keys = null)
    {
        using var content = new MemoryStream(dossier);
        return DossierVerifier.Verify(content, outside, keys);
    }

    private static void Stands(DossierStanding expected, DossierReport report)
    {
        Assert.Equal("", Told(report));
        Assert.Equal(expected, report.Standing);
    }

    private static string Told(DossierReport report) => string.Join(Environment.NewLine, report.Found.Select(line => line.En));

    private static async Task<byte[]> Export(RunningInfrastructure running, MediatR.IRequest<DossierAnswer> command)
    {
        var answer = await running.Send(command, Auditor);
        Assert.Null(answer.Refusal);
        using var content = new MemoryStream();
        await answer.Write(content, Cancelled);
        return content.ToArray();
    }

    private static KeyValuePair<string, byte[]>[] Files(byte[] dossier)
    {
        using var zip = new ZipArchive(new MemoryStream(dossier));
        return [.. zip.Entries.Select(entry =>
        {
            using var content = new MemoryStream();
            using var opened = entry.Open();
            opened.CopyTo(content);
            return KeyValuePair.Create(entry.FullName, content.ToArray());
        })];
    }

    private static byte[] Zipped(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(bytes);
            }
        }

        return content.ToArray();
    }

    private static byte[] Rewritten(byte[] dossier, string name, Func<string[], string[]> rewrite) => Zipped(Files(dossier).Select(file => file.Key == name
        ? KeyValuePair.Create(name, Encoding.UTF8.GetBytes(string.Join('\n', rewrite(Encoding.UTF8.GetString(file.Value).TrimEnd('\n').Split('\n'))) + "\n"))
        : file));

    /// <summary>Signs a checkpoint and keeps its note, as somebody outside would.</summary>
    private static async Task<string> Note(RunningInfrastructure running)
    {
        await Sign(running);
        return (await running.Send(new ShowCheckpoint(), Caller.Anonymous))!.Note;
    }

    private static async Task Sign(RunningInfrastructure running)
    {
        await running.Get<FeedNumbering>().CatchUp(0, Cancelled);
        await running.Get<Checkpointing>().CatchUp(0, Cancelled);
    }

    private static async Task<Filed> File(RunningInfrastructure running)
    {
        var scene = new Scene(running);
        var call = await scene.Publish(Scene.Terms("DOSSIER-1", 30));
        return new(call, await Submit(running, call, "Süddeutsche Cluster GmbH", Anna), await Submit(running, call, "Ἑλληνικός Όμιλος", Eleni));
    }

    private static async Task<Guid> Submit(RunningInfrastructure running, Guid call, string name, Caller applicant)
    {
        var (cluster, application) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await running.Decide(cluster, (Cluster it) => it.Draft(applicant.PersonId, null, new() { Name = name, Country = "DE", MembersSme = 50, MembersLarge = 0, MembersResearch = 0, MembersOther = 0 }, new(AssertedBy.Applicant)));
        await running.Facts.AtLeast(await new Scene(running).One<long>("select max(seq_id) from events.mt_events"), Cancelled);
        var started = await running.Decide(application, (CallApplication it) => it.Start(running.Facts.Now.Call(call)!, null, cluster, applicant.PersonId, Scene.Autumn));
        await running.Facts.AtLeast(started.Position, Cancelled);
        await Done(running, new ChangeProposal(application, cluster, new() { Title = "Ein Titel", RequestedGrant = 100_000.50m }, []), applicant);
        await Done(running, new SubmitApplication(application, cluster, Scene.Autumn), applicant);
        return application;
    }

    private static async Task Done(RunningInfrastructure running, MediatR.IRequest<Receipt> command, Caller applicant)
    {
        var receipt = await running.Send(command, applicant);
        Assert.Null(receipt.Refusal);
        await running.Facts.AtLeast(receipt.Position, Cancelled);
    }
}
