using System.Security.Cryptography;
using System.Text;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using EligibilityService.Domain.Applications;
using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Applications;

/// <summary>Name an organisation as taking part: a cluster, which is thereby invited, or one without a profile.</summary>
/// <param name="ClusterId">The coordinator.</param>
/// <param name="Partner">Its id in the application; a cluster's own.</param>
/// <param name="ControlledBy">Whoever controls it, by name or by a partner's id; empty: nobody does; left out: not told.</param>
[May(Own = true)]
public sealed record NamePartner(
    Guid ApplicationId, Guid ClusterId, Guid Partner, Guid? Cluster, PartnerOrganisation? Organisation, PartnerRole Role, string? ControlledBy) : IRequest<Receipt>, IConcernsCluster;

public sealed class NamePartnerShape : AbstractValidator<NamePartner>
{
    public NamePartnerShape()
    {
        RuleFor(command => command.Partner).Id().OverridePropertyName("id");
        RuleFor(command => command.Role).IsInEnum().OverridePropertyName("role");
        RuleFor(command => command.ControlledBy).Must(PartnerShape.IsController).WithMessage(PartnerShape.Controller).OverridePropertyName("controlledBy");
        RuleFor(command => command).Must(command => command.Cluster is null != command.Organisation is null).OverridePropertyName("cluster")
            .WithMessage(ProfileShape.Say("Name a cluster by its id, or tell of an organisation without a profile; not both.", "Nennen Sie ein Cluster mit seiner Kennung, oder beschreiben Sie eine Organisation ohne Profil; nicht beides."));
        RuleFor(command => command.Organisation!).SetValidator(new PartnerShape()).When(command => command.Organisation is not null).OverridePropertyName("organisation");
    }
}

/// <summary>What an application can tell of an organisation.</summary>
public sealed class PartnerShape : AbstractValidator<PartnerOrganisation>
{
    public static readonly string Controller = ProfileShape.Say("A name of at most 200 characters, a partner's id, or nothing.", "Ein Name mit höchstens 200 Zeichen, die Kennung eines Partners oder nichts.");

    public PartnerShape()
    {
        RuleFor(told => told.Name).NotEmpty().WithMessage(ProfileShape.Say("Enter the organisation's name.", "Tragen Sie den Namen der Organisation ein."));
        RuleFor(told => told.Name).Line(200);
        RuleFor(told => told.Country).Matches(@"^[A-Z]{2}\z").WithMessage(ProfileShape.Say("A country is two capital letters, such as DE.", "Ein Land sind zwei Großbuchstaben, etwa DE."));
        RuleFor(told => told.Region).Matches(@"^[A-Z]{2}[A-Z0-9]{1,3}\z").WithMessage(ProfileShape.Say("A NUTS code, such as DE11.", "Ein NUTS-Code, etwa DE11."));
        RuleFor(told => told.NutsVersion).Must(version => version is null || RegionCode.Versions.Contains(version.Value)).WithMessage(ProfileShape.NutsVersions);
        RuleFor(told => told.Pic).Matches(@"^[0-9]{9}\z").WithMessage(ProfileShape.Say("A PIC has nine digits.", "Ein PIC hat neun Ziffern."));
        RuleFor(told => told.Kind).IsInEnum();
    }

    /// <exception cref="ValidationException">Its country or region is not in the programme's lists.</exception>
    public static void RefuseUnknownCodes(PartnerOrganisation? told, ProgrammeFacts programme)
    {
        if (told is null || ProfileShape.UnknownCodes(told.AsProfile(), programme) is not { Count: > 0 } failures) return;

        foreach (var failure in failures) failure.PropertyName = $"organisation.{failure.PropertyName}";
        throw new ValidationException(failures);
    }

    public static bool IsController(string? controller) => controller is null || (controller.Length <= 200 && !controller.Any(char.IsControl));
}

public sealed class NamePartnerHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<NamePartner, Receipt>
{
    public async Task<Receipt> Handle(NamePartner command, CancellationToken cancellationToken)
    {
        if (await facts.CallOf(command.ApplicationId, command.ClusterId, cancellationToken) is not { } call) return Applying.Unknown(command.ApplicationId);

        PartnerShape.RefuseUnknownCodes(command.Organisation, facts.Now.Programme);
        var (profile, by, at) = (await Profile(command.Cluster, cancellationToken), callers.Caller.PersonId, clock.GetUtcNow());
        var part = new Part(command.Cluster, command.Role, command.Organisation, Controlling.Of(command.ApplicationId, command.ControlledBy, notes));

        return await ledger.Decide(
            command.ApplicationId,
            (CallApplication application) => StandsInIt(application, command, profile) ? Applying.PartnerTwice : application.Name(command.Partner, part, profile?.State, by, call, at),
            cancellationToken);
    }

    /// <summary>Whose profile is not public may be named by its own people only; nobody learns here that it exists.</summary>
    private async Task<ClusterRecord?> Profile(Guid? id, CancellationToken cancellationToken)
    {
        if (id is not { } cluster || (await facts.Read([cluster], null, cancellationToken)).Cluster(cluster) is not { } known) return null;

        var isOwn = known.State.Managers.Contains(callers.Caller.PersonId);
        var wasPublic = known.Dossier.Registration.NewestFirst().Any(status => status.Value is RegistrationStatus.Published);
        return isOwn || known.State.Status is RegistrationStatus.Published || (known.State.Status is RegistrationStatus.Withdrawn && wasPublic) ? known : null;
    }

    /// <summary>Once by its profile and once by its code is twice.</summary>
    private bool StandsInIt(CallApplication application, NamePartner command, ClusterRecord? profile)
    {
        if (profile?.State.Profile.Pic is { } code) return application.Partners.Values.Any(part => part.Organisation?.Pic == code);
        return command.Organisation?.Pic is { } pic && facts.Now.ByCode(pic)?.Dossier.Id is { } known
            && (known == application.Coordinator || application.Partners.Any(part => part.Value.Cluster == known && part.Key != command.Partner));
    }
}

/// <summary>Change a partner's role, who controls it, or what the application tells of it. Of the coordinator only the control.</summary>
/// <param name="ClusterId">The coordinator.</param>
[May(Own = true)]
public sealed record ChangePartner(Guid ApplicationId, Guid ClusterId, Guid Partner, PartnerRole? Role, string? ControlledBy, PartnerOrganisation? Organisation) : IRequest<Receipt>, IConcernsCluster;

public sealed class ChangePartnerShape : AbstractValidator<ChangePartner>
{
    public ChangePartnerShape()
    {
        RuleFor(command => command.Role).IsInEnum().OverridePropertyName("role");
        RuleFor(command => command.ControlledBy).Must(PartnerShape.IsController).WithMessage(PartnerShape.Controller).OverridePropertyName("controlledBy");
        RuleFor(command => command.Organisation!).SetValidator(new PartnerShape()).When(command => command.Organisation is not null).OverridePropertyName("organisation");
    }
}

public sealed class ChangePartnerHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ChangePartner, Receipt>
{
    public async Task<Receipt> Handle(ChangePartner command, CancellationToken cancellationToken)
    {
        if (await facts.CallOf(command.ApplicationId, command.ClusterId, cancellationToken) is not { } call) return Applying.Unknown(command.ApplicationId);

        PartnerShape.RefuseUnknownCodes(command.Organisation, facts.Now.Programme);
        var (control, by, at) = (Controlling.Of(command.ApplicationId, command.ControlledBy, notes), callers.Caller.PersonId, clock.GetUtcNow());
        return await ledger.Decide(
            command.ApplicationId, (CallApplication application) => application.ChangePartner(command.Partner, command.Role, command.Organisation, control, by, call, at), cancellationToken);
    }
}

/// <summary>Take a partner out of the application.</summary>
/// <param name="ClusterId">The coordinator.</param>
[May(Own = true)]
public sealed record RemovePartner(Guid ApplicationId, Guid ClusterId, Guid Partner) : IRequest<Receipt>, IConcernsCluster;

public sealed class RemovePartnerHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<RemovePartner, Receipt>
{
    public async Task<Receipt> Handle(RemovePartner command, CancellationToken cancellationToken)
    {
        if (await facts.CallOf(command.ApplicationId, command.ClusterId, cancellationToken) is not { } call) return Applying.Unknown(command.ApplicationId);

        var (by, at) = (callers.Caller.PersonId, clock.GetUtcNow());
        return await ledger.Decide(command.ApplicationId, (CallApplication application) => application.RemovePartner(command.Partner, by, call, at), cancellationToken);
    }
}

/// <summary>Say that the organisation takes part, for itself; for one without a profile the coordinator attests it.</summary>
/// <param name="ClusterId">The partner itself, or the coordinator who attests.</param>
/// <param name="Version">Of the application that was looked at; left out: as it stands.</param>
[May(Own = true)]
public sealed record ConfirmPartner(Guid ApplicationId, Guid ClusterId, Guid Partner, long? Version = null) : IRequest<Receipt>, IConcernsCluster;

public sealed class ConfirmPartnerHandler(ILedger ledger, IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ConfirmPartner, Receipt>
{
    public async Task<Receipt> Handle(ConfirmPartner command, CancellationToken cancellationToken)
    {
        var (by, receivedAt) = (callers.Caller.PersonId, clock.GetUtcNow());
        if (await facts.TakingPart(command.ApplicationId, command.ClusterId, cancellationToken) is not var (found, call)) return Applying.Unknown(command.ApplicationId);
        if (command.Partner != command.ClusterId && found.Coordinator != command.ClusterId) return new(command.ApplicationId, 0, 0, Applying.PartnerUnknown);

        var attests = command.Partner != command.ClusterId;
        return await ledger.Decide(
            command.ApplicationId, (CallApplication application) => application.Confirm(command.Partner, command.Version, attests, by, call, receivedAt), cancellationToken);
    }
}

/// <summary>Say that the organisation does not take part.</summary>
/// <param name="ClusterId">The partner itself.</param>
[May(Own = true)]
public sealed record DeclinePartner(Guid ApplicationId, Guid ClusterId, string? Reason = null) : IRequest<Receipt>, IConcernsCluster;

public sealed class DeclinePartnerShape : AbstractValidator<DeclinePartner>
{
    public DeclinePartnerShape() => RuleFor(command => command.Reason).Lines(0, 4000);
}

public sealed class DeclinePartnerHandler(ILedger ledger, IFacts facts, INotes notes, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<DeclinePartner, Receipt>
{
    public async Task<Receipt> Handle(DeclinePartner command, CancellationToken cancellationToken)
    {
        var (by, receivedAt) = (callers.Caller.PersonId, clock.GetUtcNow());
        if (await facts.TakingPart(command.ApplicationId, command.ClusterId, cancellationToken) is not var (_, call)) return Applying.Unknown(command.ApplicationId);

        var reason = string.IsNullOrWhiteSpace(command.Reason) ? null : notes.Write(command.Reason);
        return await ledger.Decide(command.ApplicationId, (CallApplication application) => application.Decline(command.ClusterId, by, call, receivedAt, reason), cancellationToken);
    }
}

internal static class Controlling
{
    /// <summary>A controller may be a person: the name becomes a note, and the event holds what is needed to see that two have the same.</summary>
    public static Control? Of(Guid application, string? controlledBy, INotes notes) => controlledBy?.Trim() switch
    {
        null => null,
        "" => new(),
        var id when Guid.TryParse(id, out var partner) => new(partner),
        var name => new(null, Hash(application, Partner.Plain(name).ToLowerInvariant()), notes.Write(name), Hash(application, Likeness.Core(name) is { Length: > 0 } core ? core : name)),
    };

    private static string Hash(Guid application, string name) => Convert.ToHexStringLower(SHA256.HashData([.. application.ToByteArray(), .. Encoding.UTF8.GetBytes(name)]).AsSpan(0, 8));
}
