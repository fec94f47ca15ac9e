using EligibilityService.Application.Access;
using MediatR;

namespace EligibilityService.Application.Tests.Access;

public sealed class AskingForLeave
{
    private static readonly Guid Anna = Guid.CreateVersion7(), HerCluster = Guid.CreateVersion7(), OtherCluster = Guid.CreateVersion7();

    private sealed record Unstated : IRequest<string>;
    [May] private sealed record StatedEmptily : IRequest<string>;
    [May(Who.Anyone)] private sealed record Open : IRequest<string>;
    [May(Who.SignedIn)] private sealed record SignedIn : IRequest<string>;
    [May(Role.Officer, Role.Auditor)] private sealed record Listed : IRequest<string>;
    [May(Role.Officer, Own = true)] private sealed record Owned(Guid ClusterId) : IRequest<string>, IConcernsCluster;
    [May(Role.Officer, Own = true)] private sealed record OwnedByNothing : IRequest<string>;
    [May(Role.Officer, Granted = true)] private sealed record GrantedToSome(Guid ClusterId) : IRequest<string>, IConcernsCluster;
    [May(Assigned = true)] private sealed record DecidedBySome(Guid ApplicationId) : IRequest<string>, IConcernsApplication;
    [May(Granted = true)] private sealed record SeenBySome(Guid ApplicationId) : IRequest<string>, IConcernsApplication;

    [Fact]
    public async Task what_states_nothing_is_refused_to_everybody()
    {
        foreach (var caller in (Caller[])[Caller.Anonymous, Caller.Service, With(Enum.GetValues<Role>())])
        {
            Assert.Equal("not-allowed", await Ask(new Unstated(), caller));
            Assert.Equal("not-allowed", await Ask(new StatedEmptily(), caller));
        }
    }

    [Fact]
    public async Task what_is_open_is_open_to_anyone() => Assert.Equal("done", await Ask(new Open(), Caller.Anonymous));

    [Fact]
    public async Task whoever_is_unknown_is_asked_to_sign_in()
    {
        Assert.Equal("sign-in-required", await Ask(new SignedIn(), Caller.Anonymous));
        Assert.Equal("sign-in-required", await Ask(new Listed(), Caller.Anonymous));
        Assert.Equal("sign-in-required", await Ask(new Owned(HerCluster), Caller.Anonymous));
    }

    [Fact]
    public async Task any_listed_role_will_do_and_no_other()
    {
        Assert.Equal("done", await Ask(new SignedIn(), With()));
        foreach (var role in Enum.GetValues<Role>())
        {
            Assert.Equal(role is Role.Officer or Role.Auditor ? "done" : "not-allowed", await Ask(new Listed(), With(role)));
        }
    }

    [Fact]
    public async Task applicants_have_leave_for_clusters_they_manage()
    {
        Assert.Equal("done", await Ask(new Owned(HerCluster), With(Role.Applicant)));
        Assert.Equal("not-allowed", await Ask(new Owned(OtherCluster), With(Role.Applicant)));
        Assert.Equal("not-allowed", await Ask(new Owned(HerCluster), With(Role.Moderator)));
        Assert.Equal("not-allowed", await Ask(new OwnedByNothing(), With(Role.Applicant)));
    }

    [Fact]
    public async Task whom_a_grant_lets_in_has_leave_beside_the_roles_listed()
    {
        Assert.Equal("done", await Ask(new GrantedToSome(HerCluster), With(Role.Subscriber)));
        Assert.Equal("not-allowed", await Ask(new GrantedToSome(OtherCluster), With(Role.Subscriber)));
        Assert.Equal("done", await Ask(new GrantedToSome(OtherCluster), With(Role.Officer)));
        Assert.Equal("sign-in-required", await Ask(new GrantedToSome(HerCluster), Caller.Anonymous));
    }

    [Fact]
    public async Task an_application_out_of_sight_is_not_there()
    {
        Assert.Equal("done", await Ask(new SeenBySome(HerCluster), With(Role.Officer)));
        Assert.Equal("not-found", await Ask(new SeenBySome(OtherCluster), With(Role.Officer)));
    }

    [Fact]
    public async Task deciding_is_for_officers_assigned_even_where_others_may_read()
    {
        Assert.Equal("done", await Ask(new DecidedBySome(HerCluster), With(Role.Officer)));
        Assert.Equal("not-found", await Ask(new DecidedBySome(HerCluster), With(Role.Auditor)));
        Assert.Equal("not-found", await Ask(new DecidedBySome(OtherCluster), With(Role.Officer)));
    }

    [Fact]
    public void every_person_of_the_demonstration_is_somebody_else() =>
        Assert.Equal(DemonstrationPeople.All.Count, DemonstrationPeople.All.Select(person => person.Id).Append(Caller.Service.PersonId).Distinct().Count() - 1);

    private static Caller With(params Role[] roles) => new(Anna, roles.ToHashSet(), IsAuthenticated: true);

    private static async Task<string> Ask<TRequest>(TRequest request, Caller caller) where TRequest : IRequest<string>
    {
        try
        {
            return await new MayBehavior<TRequest, string>(new Present(caller), new Annas(), new Granted(), new(RequireNoConflict: true))
                .Handle(request, TestContext.Current.CancellationToken, () => Task.FromResult("done"));
        }
        catch (AccessRefused refused)
        {
            return refused.Code;
        }
    }

    private sealed record Present(Caller Caller) : ICallerAccessor;

    /// <summary>Something was granted that concerns her cluster, or an application of that id.</summary>
    private sealed class Granted : IGrantedAccess
    {
        public ValueTask<bool> Covers(Caller caller, object request, CancellationToken cancellationToken) =>
            ValueTask.FromResult(request is IConcernsCluster { ClusterId: var cluster } && cluster == HerCluster || request is IConcernsApplication { ApplicationId: var application } && application == HerCluster);

        public ValueTask<bool> Decides(Caller caller, Guid application, CancellationToken cancellationToken) => ValueTask.FromResult(caller.Is(Role.Officer) && application == HerCluster);

        public ValueTask<bool> DeclaredNoConflict(Caller caller, Guid application, CancellationToken cancellationToken) => ValueTask.FromResult(false);

        public ValueTask<bool> Delivers(Caller caller, Guid call, CancellationToken cancellationToken) => ValueTask.FromResult(false);
    }

    private sealed class Annas : IManagedClusters
    {
        public ValueTask<bool> Manages(Guid personId, Guid clusterId, CancellationToken cancellationToken) =>
            ValueTask.FromResult(personId == Anna && clusterId == HerCluster);
    }
}
