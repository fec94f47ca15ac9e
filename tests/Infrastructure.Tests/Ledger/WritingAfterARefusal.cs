using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Audit;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;
using EligibilityService.Tests;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace EligibilityService.Infrastructure.Tests.Ledger;

/// <summary>What was turned down in the database leaves no trace on the connection that the next command gets.</summary>
public sealed class WritingAfterARefusal(PostgresFixture postgres)
{
    [Fact]
    public async Task goes_on_as_if_nothing_had_been()
    {
        var one = new NpgsqlConnectionStringBuilder(await postgres.FreshDatabase()) { MaxPoolSize = 8 }.ConnectionString;
        await using var service = await RunningInfrastructure.Start(one, leads: false);
        var registrant = Guid.NewGuid();
        Assert.Null((await Draft(service, registrant)).Refusal);

        // Statements are prepared by and by; each turn meets them at another stage.
        for (var turn = 0; turn < 12; turn++)
        {
            Assert.Equal("registrant-has-profile", (await Draft(service, registrant)).Refusal?.Code);
            Assert.Null((await Draft(service, Guid.NewGuid())).Refusal);
            await Assert.ThrowsAnyAsync<Exception>(() => Draft(service, Guid.NewGuid(), "a character that the database does not keep: \0"));
            Assert.Null((await Draft(service, Guid.NewGuid())).Refusal);
        }
    }

    [Fact]
    public async Task also_where_many_were_too_late()
    {
        for (var pool = 0; pool < 3; pool++)
        {
            await using var service = await RunningInfrastructure.Start(new NpgsqlConnectionStringBuilder(await postgres.FreshDatabase()) { MaxPoolSize = 20 }.ConnectionString, leads: false);
            var (registrant, id) = (Guid.NewGuid(), Guid.CreateVersion7());
            await service.Decide(id, (Cluster cluster) => cluster.Draft(registrant, null, new() { Name = "Cluster", Country = "DE" }, new(AssertedBy.Applicant)));

            for (var turn = 0; turn < 6; turn++)
            {
                var managers = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid());
                await Task.WhenAll(managers.Select(manager => service.Decide(id, (Cluster cluster) => cluster.AddManager(manager, registrant))));
            }
        }
    }

    [Fact]
    public async Task and_nobody_is_left_out_where_forty_write_to_one_thing()
    {
        await using var service = await RunningInfrastructure.Start(await postgres.FreshDatabase(), leads: false);
        var (registrant, id) = (Guid.NewGuid(), Guid.CreateVersion7());
        await service.Decide(id, (Cluster cluster) => cluster.Draft(registrant, null, new() { Name = "Cluster", Country = "DE" }, new(AssertedBy.Applicant)));

        var receipts = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Guid.NewGuid()).Select(manager => service.Decide(id, (Cluster cluster) => cluster.AddManager(manager, registrant))));

        Assert.Equal(Enumerable.Range(1, 40).Select(place => receipts.Min(receipt => receipt.Version) + place - 1), receipts.Select(receipt => receipt.Version).Order());
    }

    /// <summary>As after a failure in the middle of preparing: the connections know statements that the server has not.</summary>
    [Fact]
    public async Task and_where_connections_are_spoilt_another_one_is_taken()
    {
        const int Pool = 6;
        await using var service = await RunningInfrastructure.Start(new NpgsqlConnectionStringBuilder(await postgres.FreshDatabase()) { MaxPoolSize = Pool }.ConnectionString, leads: false);
        for (var turn = 0; turn < 2 * Pool; turn++) Assert.Null((await Draft(service, Guid.NewGuid())).Refusal);

        var all = new List<NpgsqlConnection>();
        for (var one = 0; one < Pool; one++)
        {
            all.Add(service.Get<IDocumentStore>().Storage.Database.CreateConnection());
            await all[^1].OpenAsync(TestContext.Current.CancellationToken);
        }

        foreach (var connection in all)
        {
            await using (var spoil = new NpgsqlCommand("deallocate all", connection)) await spoil.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await connection.DisposeAsync();
        }

        for (var turn = 0; turn < 2 * Pool; turn++) Assert.Null((await Draft(service, Guid.NewGuid())).Refusal);
    }

    /// <summary>The store marks the places of events that did not come about; they tell nobody anything.</summary>
    [Fact]
    public async Task and_finds_nothing_of_it_either()
    {
        await using var service = await RunningInfrastructure.Start(await postgres.FreshDatabase());
        var registrant = Guid.NewGuid();
        Assert.Null((await Draft(service, registrant)).Refusal);
        Assert.NotNull((await Draft(service, registrant)).Refusal);
        await RunningInfrastructure.Until(async () => await Marks() > 0, "a mark in the store");
        var last = await Draft(service, Guid.NewGuid());
        await service.Facts.AtLeast(last.Position, TestContext.Current.CancellationToken);

        Assert.Equal(2, (await service.Send(new FindEvents())).Events.Count(found => found.Entry.Name == "cluster.profile-drafted"));
        Assert.Empty((await service.Send(new FindEvents(Kind: "tombstone"))).Events);

        async Task<long> Marks()
        {
            await using var command = service.Database.CreateCommand("select count(*) from events.mt_events where type = 'tombstone'");
            return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }
    }

    private static async Task<Receipt> Draft(RunningInfrastructure service, Guid registrant, string name = "Cluster")
    {
        await using var scope = service.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AmbientCaller>().ActAs(Caller.Service);
        return await scope.ServiceProvider.GetRequiredService<ILedger>().Decide(
            Guid.CreateVersion7(), (Cluster cluster) => cluster.Draft(registrant, null, new() { Name = name, Country = "DE" }, new(AssertedBy.Applicant)), TestContext.Current.CancellationToken);
    }
}
