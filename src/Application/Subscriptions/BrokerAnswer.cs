using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Subscriptions;

/// <summary>The broker that the feed is published to, and how that goes.</summary>
/// <param name="Where">Host, port and virtual host.</param>
/// <param name="After">Everything up to this number was confirmed by the broker.</param>
/// <param name="Behind">Entries of the feed behind that number.</param>
/// <param name="BehindSince">When the first of those that wait was recorded, by the service's clock.</param>
/// <param name="Why">Why it stands still; missing where it does not.</param>
/// <param name="TakenAt">When something was last confirmed, in real time.</param>
/// <param name="NextAt">When it is tried again, in real time.</param>
public sealed record BrokerAnswer(
    SubscriptionHealth Health, string Where, IReadOnlyList<string> Exchanges, long After, long Behind, DateTimeOffset? BehindSince, Text? Why, int Failures, DateTimeOffset? FailingSince, DateTimeOffset? NextAt, DateTimeOffset? TakenAt);

/// <summary>Publish again after another number, or go on ahead of some: for what consumers lost. What comes again is marked as replay.</summary>
[May(Role.Administrator)]
public sealed record MoveBroker(long After) : IRequest<BrokerMoved>;

/// <summary>Where it stands now, or why it was not moved; neither where there is no broker.</summary>
public sealed record BrokerMoved(BrokerAnswer? Broker, Refusal? Refusal = null);

public sealed class MoveBrokerShape : AbstractValidator<MoveBroker>
{
    public MoveBrokerShape() => RuleFor(command => command.After).GreaterThanOrEqualTo(0).WithMessage(ProfileShape.Say("The number of an entry, or 0 for the beginning.", "Die Nummer eines Eintrags, oder 0 für den Anfang."));
}

/// <summary>Why a broker takes nothing, as codes that never change, and in words.</summary>
public static class BrokerTroubles
{
    public const string NoConnection = "no-connection", Certificate = "certificate", Refused = "broker-refused", NoRights = "broker-no-rights", Otherwise = "broker-otherwise", Held = "broker-held",
        Unconfirmed = "broker-unconfirmed", TooLate = "too-late", Blocked = "broker-blocked";

    public static Text Said(string trouble) => trouble switch
    {
        Certificate => new("The broker’s certificate does not fit, or nobody known vouches for it.", "Das Zertifikat des Brokers passt nicht, oder niemand Bekanntes bürgt dafür."),
        Refused => new("The broker does not let us in: look at user, password and virtual host.", "Der Broker lässt uns nicht ein: Prüfen Sie Benutzer, Kennwort und virtuellen Host."),
        NoRights => new("The broker’s user lacks rights: it configures and writes what begins with the exchanges’ name.", "Dem Benutzer des Brokers fehlen Rechte: Er konfiguriert und schreibt, was mit dem Namen der Exchanges beginnt."),
        Otherwise => new("The broker has an exchange of this name that is of another kind, or does not take so large a message.", "Der Broker hat eine Exchange dieses Namens, die anderer Art ist, oder nimmt eine so große Nachricht nicht an."),
        Held => new("Another host has not let go of the broker yet.", "Ein anderer Host hat den Broker noch nicht losgelassen."),
        Unconfirmed => new("The broker did not take a message over.", "Der Broker hat eine Nachricht nicht übernommen."),
        TooLate => new("The broker did not confirm in time.", "Der Broker hat nicht rechtzeitig bestätigt."),
        Blocked => new("The broker takes nothing now, because its memory or disk runs short.", "Der Broker nimmt gerade nichts an, weil sein Speicher oder Plattenplatz knapp ist."),
        _ => new("The broker cannot be reached.", "Der Broker ist nicht zu erreichen."),
    };
}
