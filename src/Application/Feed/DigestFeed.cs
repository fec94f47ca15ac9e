using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Domain.Deciding;
using FluentValidation;
using MediatR;

namespace EligibilityService.Application.Feed;

/// <summary>One hash over a range of the feed: whoever computes the same from the numbers and leaf hashes received has received all of them, and nothing else.</summary>
/// <remarks>Stubs count like everything else, so that it is the same for everybody, however little he or she may read.</remarks>
/// <param name="From">First number; 1 if left out.</param>
/// <param name="To">Last number; the last there is if left out.</param>
[May(Who.Anyone)]
public sealed record DigestFeed(long? From = null, long? To = null) : IRequest<FeedDigestAnswer>;

/// <param name="Digest">SHA-256 in hexadecimal digits.</param>
/// <param name="Refusal">The range goes beyond the end.</param>
public sealed record FeedDigestAnswer(string Epoch, long Last, long From, long To, string Digest, Refusal? Refusal = null);

public sealed class DigestFeedShape : AbstractValidator<DigestFeed>
{
    public DigestFeedShape()
    {
        RuleFor(question => question.From).GreaterThan(0).WithMessage(ProfileShape.Say("A number of the feed, from 1.", "Eine Nummer des Feeds, ab 1."));
        RuleFor(question => question.To).GreaterThanOrEqualTo(question => question.From ?? 1).WithMessage(ProfileShape.Say("A number not before 'from'.", "Eine Nummer, die nicht vor „from“ liegt."));
    }
}
