using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Eligibility;
using FluentValidation;

namespace EligibilityService.Application.Inbound;

/// <summary>Where a command of another system comes from, and how it is called there: under one name it counts once, for good.</summary>
/// <param name="Source">Name of the system, as it calls itself.</param>
/// <param name="Id">Of the command in that system.</param>
public sealed record Origin(string Source, string Id);

/// <summary>A command that another system delivers. It needs to be entitled to, for all calls or for the call concerned.</summary>
public interface IDelivered
{
    /// <summary>The call concerned; an empty id where it concerns none; nothing where what is named is not known here (yet): the handler then looks in the store, and asks again whether it may.</summary>
    Guid? CallIn(IKnowledge knowledge);
}

internal sealed class OriginShape : AbstractValidator<Origin>
{
    public OriginShape()
    {
        RuleFor(origin => origin.Source).NotEmpty().WithMessage(ProfileShape.Say("Name the system that this comes from.", "Nennen Sie das System, aus dem das kommt."));
        RuleFor(origin => origin.Source).Line(80);
        RuleFor(origin => origin.Id).NotEmpty().WithMessage(ProfileShape.Say("Give the id under which your system keeps this.", "Nennen Sie die Kennung, unter der Ihr System das führt."));
        RuleFor(origin => origin.Id).Line(200);
    }
}

internal static class Origins
{
    /// <summary>The same id from the same caller and source is the same command, whenever it comes; with another content it is a mistake.</summary>
    public static void CountOnce(this CommandFrame frame, Caller caller, Origin origin, object command)
    {
        var scope = $"{Idempotency.ForGood}{caller.PersonId}/{origin.Source}";
        frame.Idempotency = new(scope, origin.Id, HMACSHA256.HashData(Encoding.UTF8.GetBytes(scope), JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), FactJson.Options)));
    }
}
