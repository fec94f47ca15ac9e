using System.Net;
using System.Security.Claims;
using EligibilityService.Application.Access;
using EligibilityService.Application.Persons;
using EligibilityService.Host.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace EligibilityService.Host.Tests.Identity;

public sealed class KnowingPersons(PrivatePostgres postgres)
{
    [Fact]
    public async Task a_person_is_found_again_and_can_be_erased()
    {
        await using var host = await IdentityHost.Start(await postgres.NewDatabase(), IdentityHost.NewKeysDirectory());
        var (persons, cancellation) = (host.Services.GetRequiredService<IPersons>(), TestContext.Current.CancellationToken);

        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => persons.Recognise("https://login.example.eu", "s1", "Ada", "ada@example.eu", "en", cancellation)));
        var id = Assert.Single(ids.Distinct());
        var contact = new ContactPerson(Guid.CreateVersion7(), "Otto", "otto@example.eu", Phone: null, "Geschäftsführer");
        await persons.KeepContact(contact, cancellation);

        Assert.Equal(contact, await persons.FindContact(contact.Id, cancellation));
        Assert.Equal(["Ada", "Otto"], (await persons.Names([id, contact.Id, Guid.Empty], cancellation)).Values.Order(StringComparer.Ordinal));

        await persons.Erase(id, cancellation);
        await persons.Erase(contact.Id, cancellation);
        Assert.Null(await persons.FindBySubject("https://login.example.eu", "s1", cancellation));
        Assert.Empty(await persons.Names([id, contact.Id], cancellation));
    }

    [Fact]
    public async Task whoever_is_erased_is_signed_out()
    {
        var (database, keys, cookies, cancellation) = (await postgres.NewDatabase(), IdentityHost.NewKeysDirectory(), new CookieContainer(), TestContext.Current.CancellationToken);
        await using var host = await IdentityHost.Start(database, keys);
        await using var other = await IdentityHost.Start(database, keys);
        using var here = new Visitor(host.Address, cookies);
        using var there = new Visitor(other.Address, cookies);
        using var opened = await here.OpenAccount("soon@example.eu", "correct horse battery", "correct horse battery");
        var persons = host.Services.GetRequiredService<IPersons>();

        await persons.Erase((await persons.FindAccount("soon@example.eu", cancellation))!.Person.Id, cancellation);

        using var answer = await there.Get("/mine");
        Assert.Equal("/connect/authorize", answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task an_outside_provider_vouches_for_roles_by_its_own_words_only()
    {
        await using var host = await OutsideHost();
        var people = host.Services.GetRequiredService<PersonIdentity>();
        var vouched = new ClaimsPrincipal(new ClaimsIdentity(
            [new("sub", "s1"), new("name", "Ada"), new("groups", "G-17"), new("groups", "G-99"), new("role", "Administrator")], "theirs"));

        var person = PersonIdentity.ToCaller(await people.Translate(vouched, isPerson: true, TestContext.Current.CancellationToken));
        var again = PersonIdentity.ToCaller(await people.TransformAsync(vouched));

        Assert.Equal([Role.Officer], person.Roles);
        Assert.Equal(person.PersonId, again.PersonId);
        Assert.Equal(Caller.Anonymous, PersonIdentity.ToCaller(vouched));
    }

    [Fact]
    public async Task an_outside_provider_leaves_no_page_of_the_embedded_one()
    {
        await using var host = await OutsideHost();
        using var visitor = new Visitor(host.Address);

        using var authorise = await visitor.Get("/connect/authorize");
        using var token = await visitor.AskForToken("demo-officer", "demo-officer");
        using var api = await visitor.Get("/api/closed");

        Assert.Equal(
            (HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.Unauthorized),
            (authorise.StatusCode, token.StatusCode, api.StatusCode));
    }

    private async Task<IdentityHost> OutsideHost() => await IdentityHost.Start(
        await postgres.NewDatabase(), IdentityHost.NewKeysDirectory(),
        ("Oidc:Authority", "https://login.example.eu"), ("Oidc:ClientId", "eligibility"), ("Oidc:RoleClaim", "groups"), ("Oidc:Roles:G-17", "Officer"));
}
