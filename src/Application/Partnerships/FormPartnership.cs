using System.Security.Cryptography;
using System.Text;
using EligibilityService.Application.Access;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Partnerships;
using EligibilityService.Domain.Programme;
using EligibilityService.Domain.Time;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace EligibilityService.Application.Partnerships;

/// <summary>Record a partnership as it was formed.</summary>
/// <param name="Name">In the original language.</param>
/// <param name="FormedOn">The day; with <paramref name="YearOnly"/> any day of the year.</param>
/// <param name="Source">Where it is told.</param>
[May(Role.Officer)]
public sealed record FormPartnership(
    Guid PartnershipId, string Name, string? Acronym, string? Strand, string? Phase, DateOnly FormedOn, bool YearOnly, NamedMember[] Members, string Source) : IRequest<Receipt>;

/// <summary>A member as it is named: a cluster by its profile, or an organisation that the service does not know.</summary>
/// <param name="Name">Of an organisation without a profile; of a cluster that of its profile where it is left out.</param>
public sealed record NamedMember(Guid? Cluster = null, string? Name = null, string? Country = null, bool Coordinates = false);

public sealed class FormPartnershipShape : AbstractValidator<FormPartnership>
{
    public FormPartnershipShape()
    {
        RuleFor(command => command.PartnershipId).Id().OverridePropertyName("id");
        RuleFor(command => command.Name).NotEmpty().WithMessage(ProfileShape.Say("Enter the name of the partnership.", "Geben Sie den Namen der Partnerschaft an."));
        RuleFor(command => command.Name).Line(300);
        RuleFor(command => command.Acronym).Line(60);
        RuleFor(command => command.Strand).Line(20);
        RuleFor(command => command.Phase).Line(40);
        RuleFor(command => (DateOnly?)command.FormedOn).Day().OverridePropertyName("formedOn");
        RuleFor(command => command.Source).Source();
        RuleFor(command => command.Members).NotNull().Must(members => members is null || members.Length <= Partnership.MostMembers)
            .WithMessage(ProfileShape.Say($"At most {Partnership.MostMembers} members.", $"Höchstens {Partnership.MostMembers} Mitglieder."));
        RuleForEach(command => command.Members).NotNull().SetValidator(new NamedMemberShape()).When(command => command.Members is { Length: <= Partnership.MostMembers });
        RuleFor(command => command.Members).Must(members => members is null || members.Count(member => member is { Coordinates: true }) <= 1)
            .WithMessage(ProfileShape.Say("Only one member coordinates.", "Nur ein Mitglied koordiniert."));
    }
}

public sealed class NamedMemberShape : AbstractValidator<NamedMember>
{
    public NamedMemberShape()
    {
        RuleFor(member => member.Name).NotEmpty().When(member => member.Cluster is null).WithMessage(ProfileShape.Say("Name the organisation, or its profile.", "Nennen Sie die Organisation oder ihr Profil."));
        RuleFor(member => member.Name).Line(200);
        RuleFor(member => member.Country).Matches(@"^[A-Z]{2}\z").WithMessage(ProfileShape.Say("A country is two capital letters, such as DE.", "Ein Land sind zwei Großbuchstaben, etwa DE."));
    }
}

public sealed class FormPartnershipHandler(ILedger ledger, IFacts facts, ServiceClock clock) : IRequestHandler<FormPartnership, Receipt>
{
    public async Task<Receipt> Handle(FormPartnership command, CancellationToken cancellationToken)
    {
        var members = await facts.Members(command.PartnershipId, command.Members, "members", cancellationToken);
        var coordinator = command.Members.Index().FirstOrDefault(one => one.Item.Coordinates, (-1, null!)).Index;
        var from = command.YearOnly ? new DateOnly(command.FormedOn.Year, 1, 1) : command.FormedOn;
        var today = BrusselsTime.DayOf(clock.GetUtcNow());

        return await ledger.Decide(
            command.PartnershipId,
            (Partnership partnership) => partnership.Form(new(
                command.Name.Trim(), command.Acronym, command.Strand, command.Phase, members, coordinator < 0 ? null : members[coordinator].Id, command.YearOnly, command.Source.Trim(),
                new(AssertedBy.Officer, from)), today),
            cancellationToken);
    }
}

/// <summary>What was told of a partnership's founding was wrong: its name, the day, the strand or the phase. The whole of it as it should read.</summary>
/// <param name="FormedOn">The day; with <paramref name="YearOnly"/> any day of the year.</param>
/// <param name="Source">Where it is told rightly.</param>
[May(Role.Officer)]
public sealed record CorrectPartnership(
    Guid PartnershipId, string Name, string? Acronym, string? Strand, string? Phase, DateOnly FormedOn, bool YearOnly, string Source) : IRequest<Receipt>;

public sealed class CorrectPartnershipShape : AbstractValidator<CorrectPartnership>
{
    public CorrectPartnershipShape()
    {
        RuleFor(command => command.Name).NotEmpty().WithMessage(ProfileShape.Say("Enter the name of the partnership.", "Geben Sie den Namen der Partnerschaft an."));
        RuleFor(command => command.Name).Line(300);
        RuleFor(command => command.Acronym).Line(60);
        RuleFor(command => command.Strand).Line(20);
        RuleFor(command => command.Phase).Line(40);
        RuleFor(command => (DateOnly?)command.FormedOn).Day().OverridePropertyName("formedOn");
        RuleFor(command => command.Source).Source();
    }
}

public sealed class CorrectPartnershipHandler(ILedger ledger, ServiceClock clock) : IRequestHandler<CorrectPartnership, Receipt>
{
    public Task<Receipt> Handle(CorrectPartnership command, CancellationToken cancellationToken)
    {
        var (today, from) = (BrusselsTime.DayOf(clock.GetUtcNow()), command.YearOnly ? new DateOnly(command.FormedOn.Year, 1, 1) : command.FormedOn);
        return ledger.Decide(
            command.PartnershipId,
            (Partnership partnership) => partnership.Correct(command.Name.Trim(), command.Acronym, command.Strand, command.Phase, from, command.YearOnly, command.Source.Trim(), today),
            cancellationToken);
    }
}

internal static class Naming
{
    public static void Source<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(source => source?.Trim().Length is >= 3 and <= 500 && !source.Any(char.IsControl))
        .WithMessage(ProfileShape.Say("Say where it is told: a document or an address, on one line of 3 to 500 characters.", "Geben Sie an, wo es steht: ein Dokument oder eine Adresse, in einer Zeile mit 3 bis 500 Zeichen."))
        .OverridePropertyName("source");

    /// <summary>As they are recorded: clusters by the name of their profile. Nobody learns of a profile that was never public.</summary>
    /// <param name="within">Where they stand in what was sent; empty where there is but one.</param>
    /// <exception cref="ValidationException">A profile or a country is not known.</exception>
    public static async Task<PartnershipMember[]> Members(this IFacts facts, Guid partnership, NamedMember[] named, string within, CancellationToken cancellationToken)
    {
        var known = await facts.Read([.. named.Select(member => member.Cluster).OfType<Guid>().Distinct(), ProgrammeFacts.StreamId], null, cancellationToken);
        var failures = new List<ValidationFailure>();
        var members = named.Select((member, index) => Member(member, within.Length == 0 ? "" : $"{within}[{index}].")).ToArray();
        return failures.Count == 0 ? members : throw new ValidationException(failures);

        PartnershipMember Member(NamedMember member, string at)
        {
            if (member.Country is { } country && !known.Programme.Countries.ContainsKey(country)) failures.Add(new($"{at}country", ProfileShape.Say(
                $"'{country}' is not in the programme's list of countries. Greece is EL, the United Kingdom UK.", $"„{country}“ steht nicht in der Länderliste des Programms. Griechenland ist EL, das Vereinigte Königreich UK.")));
            if (member.Cluster is not { } cluster) return new(IdOf(partnership, member.Name ?? ""), null, member.Name?.Trim() ?? "", member.Country);

            var record = known.Cluster(cluster);
            if (record is not { Dossier.WasPublished: true }) failures.Add(new($"{at}cluster", ProfileShape.Say(
                "There is no published cluster with this id. Look it up in the directory.", "Unter dieser Kennung gibt es kein veröffentlichtes Cluster. Suchen Sie es im Verzeichnis.")));
            return new(cluster, cluster, member.Name?.Trim() ?? record?.State.Profile.Name ?? "", member.Country ?? record?.State.Profile.Country);
        }
    }

    /// <summary>The same organisation without a profile, told again, has the same id within the partnership.</summary>
    private static Guid IdOf(Guid partnership, string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{partnership:N} {Likeness.Core(name)}")).AsSpan(0, 16));
}
