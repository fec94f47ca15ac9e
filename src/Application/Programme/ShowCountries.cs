using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Programme;
using MediatR;

namespace EligibilityService.Application.Programme;

/// <summary>The countries on the programme's list, and from when until when each takes part.</summary>
[May(Who.Anyone)]
public sealed record ShowCountries : IRequest<CountriesAnswer>;

/// <summary>The programme's countries, as of a position.</summary>
public sealed record CountriesAnswer(long Position, IReadOnlyList<CountryAnswer> Countries);

/// <summary>A country and its part in the programme.</summary>
/// <param name="Code">EU code, such as DE, EL or UK.</param>
/// <param name="EuMember">A member state of the European Union today.</param>
/// <param name="Participation">Latest first.</param>
/// <param name="Proposed">What waits for a second officer; told to officers and auditors.</param>
public sealed record CountryAnswer(string Code, string Iso2, Text Name, bool EuMember, IReadOnlyList<ParticipationAnswer> Participation, ProposedParticipation? Proposed);

/// <summary>A time for which the country takes part.</summary>
/// <param name="From">First day; with `yearOnly` 1 January of the year in which it lies.</param>
/// <param name="Until">Last day; null while no end is known.</param>
public sealed record ParticipationAnswer(DateOnly From, DateOnly? Until, bool YearOnly, DateTimeOffset RecordedAt);

/// <summary>What waits for a second officer.</summary>
/// <param name="Corrects">Takes the place of everything recorded of the country's part.</param>
/// <param name="Mine">The caller proposed it, and so cannot confirm it.</param>
public sealed record ProposedParticipation(Guid Id, DateOnly From, DateOnly? Until, bool YearOnly, bool Corrects, string Source, DateTimeOffset ProposedAt, bool Mine);

public sealed class ShowCountriesHandler(IFacts facts, ICallerAccessor callers, ServiceClock clock) : IRequestHandler<ShowCountries, CountriesAnswer>
{
    public Task<CountriesAnswer> Handle(ShowCountries question, CancellationToken cancellationToken)
    {
        var (knowledge, now) = (facts.Now, clock.GetUtcNow());
        return Task.FromResult(new CountriesAnswer(
            knowledge.Position, [.. knowledge.Programme.Countries.Values.OrderBy(country => country.Code, StringComparer.Ordinal).Select(country => Tell(country, now))]));
    }

    private CountryAnswer Tell(Country country, DateTimeOffset now) => new(
        country.Code, country.Iso2, country.Name, country.EuMember.At(now) is not null,
        [
            .. country.Participation.NewestFirst().Where(fact => ReferenceEquals(country.Participation.At(fact.From), fact))
                .Select(fact => new ParticipationAnswer(fact.Basis.ValidFrom!.Value, fact.Basis.ValidUntil, fact.Value.YearOnly, fact.Told.RecordedAt)),
        ],
        country.Proposed is { } proposed && (callers.Caller.Is(Role.Officer) || callers.Caller.Is(Role.Auditor))
            ? new(proposed.Proposal, proposed.From, proposed.Until, proposed.YearOnly, proposed.Corrects, proposed.Source, proposed.ProposedAt, callers.Caller.Actor.Is(proposed.ProposedBy))
            : null);
}
