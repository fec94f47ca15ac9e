using EligibilityService.Application.Access;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Clusters;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace EligibilityService.Application.Clusters;

/// <summary>Let a colleague act for the cluster too; he or she has an account already.</summary>
[May(Own = true)]
public sealed record AddColleague(Guid ClusterId, string Email) : IRequest<Receipt>, IConcernsCluster;

public sealed class AddColleagueShape : AbstractValidator<AddColleague>
{
    public AddColleagueShape() => RuleFor(command => command.Email).Must(Contacts.IsEmail)
        .WithMessage(ProfileShape.Say("Enter the e-mail address of your colleague's account.", "Geben Sie die E-Mail-Adresse des Kontos an."));
}

public sealed class AddColleagueHandler(ILedger ledger, IPersons persons, ICallerAccessor callers) : IRequestHandler<AddColleague, Receipt>
{
    public async Task<Receipt> Handle(AddColleague command, CancellationToken cancellationToken)
    {
        if (await persons.FindAccount(command.Email, cancellationToken) is not { } account)
        {
            throw new ValidationException([new ValidationFailure("email", ProfileShape.Say(
                "Nobody has an account with this address. Ask your colleague to open one first.",
                "Mit dieser Adresse gibt es kein Konto. Bitten Sie die Person, zuerst eines zu eröffnen."))]);
        }

        return await ledger.Decide(command.ClusterId, (Cluster cluster) => cluster.AddManager(account.Person.Id, callers.Caller.PersonId), cancellationToken);
    }
}

/// <summary>A colleague, or oneself, no longer acts for the cluster. The last one stays until there is another.</summary>
[May(Own = true)]
public sealed record RemoveColleague(Guid ClusterId, Guid Person) : IRequest<Receipt>, IConcernsCluster;

public sealed class RemoveColleagueHandler(ILedger ledger, ICallerAccessor callers) : IRequestHandler<RemoveColleague, Receipt>
{
    public Task<Receipt> Handle(RemoveColleague command, CancellationToken cancellationToken) =>
        ledger.Decide(command.ClusterId, (Cluster cluster) => cluster.RemoveManager(command.Person, callers.Caller.PersonId), cancellationToken);
}

/// <summary>Say that an imported entry is your organisation; a moderator confirms it.</summary>
[May(Role.Applicant)]
public sealed record ClaimCluster(Guid ClusterId, string? Reason) : IRequest<Receipt>;

public sealed class ClaimClusterShape : AbstractValidator<ClaimCluster>
{
    public ClaimClusterShape() => RuleFor(command => command.Reason).Lines(0, 4000);
}

public sealed class ClaimClusterHandler(ILedger ledger, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ClaimCluster, Receipt>
{
    public Task<Receipt> Handle(ClaimCluster command, CancellationToken cancellationToken)
    {
        var reason = string.IsNullOrWhiteSpace(command.Reason) ? null : notes.Write(command.Reason);
        var receivedAt = clock.GetUtcNow();
        return ledger.Decide(command.ClusterId, (Cluster cluster) => cluster.Claim(callers.Caller.PersonId, receivedAt, reason), cancellationToken);
    }
}

/// <summary>Confirm, or with a reason refuse, that somebody acts for the organisation.</summary>
[May(Role.Moderator)]
public sealed record DecideClaim(Guid ClusterId, Guid Person, bool Confirm, string? Reason = null) : IRequest<Receipt>;

public sealed class DecideClaimShape : AbstractValidator<DecideClaim>
{
    public DecideClaimShape() => When(command => !command.Confirm, () => RuleFor(command => command.Reason!).Reason());
}

public sealed class DecideClaimHandler(ILedger ledger, INotes notes, ICallerAccessor callers) : IRequestHandler<DecideClaim, Receipt>
{
    public Task<Receipt> Handle(DecideClaim command, CancellationToken cancellationToken)
    {
        var by = callers.Caller.PersonId;
        if (command.Confirm) return ledger.Decide(command.ClusterId, (Cluster cluster) => cluster.ConfirmClaim(command.Person, by), cancellationToken);

        var reason = notes.Write(command.Reason!);
        return ledger.Decide(command.ClusterId, (Cluster cluster) => cluster.RefuseClaim(command.Person, by, reason), cancellationToken);
    }
}
