using EligibilityService.Application.Notifications;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Clusters;
using EligibilityService.Infrastructure.Tests.Standings;
using EligibilityService.Tests;
using Npgsql;

namespace EligibilityService.Infrastructure.Tests.Mails;

/// <summary>What is told to the people of a cluster, from the change to the mail, on the real store.</summary>
public sealed class TellingApplicants(PostgresFixture postgres)
{
    private static readonly Guid Anna = new("01900000-0000-4000-8000-0000000000a1"), Elena = new("01900000-0000-4000-8000-0000000000a2");

    [Fact]
    public async Task what_came_together_is_one_mail_in_the_morning_once_also_after_another_host_took_over()
    {
        var database = await postgres.FreshDatabase();
        var clock = new SetClock(Scene.Autumn);
        Guid cluster;
        await using (var running = await RunningInfrastructure.Start(database, clock))
        {
            cluster = await ClusterOfAnna(running);
            var scene = new Scene(running);
            await scene.Publish(Scene.Terms("MAIL-1", 30));
            await scene.Publish(Scene.Terms("MAIL-2", 40));
            await scene.UpToDate();
            await scene.Change(cluster, 10);
            await RunningInfrastructure.Until(async () => await Waiting(running) == 2, "both changes were noted");
            Assert.Empty((await Mailbox(running, Anna)).Mails);
        }

        clock.Now = new(2016, 10, 5, 5, 1, 0, TimeSpan.Zero);   // 07:01 in Brussels
        await using var another = await RunningInfrastructure.Start(database, clock);
        await RunningInfrastructure.Until(async () => (await Mailbox(another, Anna)).Mails.Count > 0, "the morning's mail is written");

        var mail = Assert.Single((await Mailbox(another, Anna)).Mails);
        Assert.Equal("2 Neuigkeiten zu Ihren Clustern und Anträgen", mail.Subject);
        Assert.Contains($"/de/my-cluster/{cluster}/calls/MAIL-1", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"/de/my-cluster/{cluster}/calls/MAIL-2", mail.Text, StringComparison.Ordinal);
        Assert.NotNull(mail.SentAt);
        Assert.Equal((0, 0), (await Waiting(another), (await Mailbox(another, Elena)).Mails.Count));

        // Told at once, not at all, and forgotten with the person.
        await another.Get<IMailbox>().Choose(Anna, MailChoice.AtOnce, null, clock.Now, TestContext.Current.CancellationToken);
        await new Scene(another).Change(cluster, 50);
        await RunningInfrastructure.Until(async () => await Waiting(another) == 2, "both changes were noted");
        clock.Now = clock.Now.AddMinutes(2);
        await RunningInfrastructure.Until(async () => (await Mailbox(another, Anna)).Mails.Count == 2, "they were told at once");

        await another.Get<IMailbox>().Choose(Anna, MailChoice.None, null, clock.Now, TestContext.Current.CancellationToken);
        await new Scene(another).Change(cluster, 10);
        await new Scene(another).UpToDate();
        await RunningInfrastructure.Until(async () => await new Scene(another).One<bool>(
            "select (select number from eligibility.mail_progress) = (select number from eligibility.feed_progress) and (select position from eligibility.feed_progress) = (select max(seq_id) from events.mt_events)"), "everything was looked at");
        Assert.Equal((0, 2), (await Waiting(another), (await Mailbox(another, Anna)).Mails.Count));

        clock.Now = clock.Now.AddDays(31);
        await RunningInfrastructure.Until(async () => (await Mailbox(another, Anna)).Mails.Count == 0, "mails are let go after their days");

        await another.Get<IPersons>().Erase(Anna, TestContext.Current.CancellationToken);
        Assert.Equal(0, await new Scene(another).One<int>("select ((select count(*) from eligibility.mails) + (select count(*) from eligibility.notices) + (select count(*) from eligibility.mail_preferences))::int"));
    }

    private static async Task<Guid> ClusterOfAnna(RunningInfrastructure running)
    {
        await running.Get<IPersons>().Introduce(new(Anna, "Anna Example", "anna@example.eu", "de"), TestContext.Current.CancellationToken);
        await running.Get<IPersons>().Introduce(new(Elena, "Elena Example", "elena@example.eu", "en"), TestContext.Current.CancellationToken);
        var cluster = await new Scene(running).Cluster(50);
        await running.Decide(cluster, (Cluster it) => it.AddManager(Anna, Anna));
        return cluster;
    }

    private static Task<MailboxAnswer> Mailbox(RunningInfrastructure running, Guid person) => running.Get<IMailbox>().Show(person, TestContext.Current.CancellationToken);

    private static Task<int> Waiting(RunningInfrastructure running) => new Scene(running).One<int>("select count(*)::int from eligibility.notices where mail is null");
}
