using EligibilityService.Application.Access;
using EligibilityService.Domain.Programme;
using MediatR;

namespace EligibilityService.Application.Programme;

/// <summary>Lay down what the programme itself says: countries, regions, vocabularies, rules for profiles.</summary>
[May(Role.System, Role.Administrator)]
public sealed record RecordProgramme(IReadOnlyList<IProgrammeEvent> Facts) : IRequest<Receipt>;

public sealed class RecordProgrammeHandler(ILedger ledger) : IRequestHandler<RecordProgramme, Receipt>
{
    public Task<Receipt> Handle(RecordProgramme command, CancellationToken cancellationToken) =>
        ledger.Decide(ProgrammeFacts.StreamId, (ProgrammeBook book) => book.Record(command.Facts), cancellationToken);
}
