using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Log;

namespace EligibilityService.Domain.Narration;

internal static class LogSentences
{
    public static Narrated Tell(ILogEvent @event) => @event switch
    {
        SigningKeyIntroduced introduced => new Narrated(new Text(
            $"{{who}} introduced a new key, {introduced.Key}: receipts and checkpoints are signed with it from now on.",
            $"{{who}} hat einen neuen Schlüssel eingeführt, {introduced.Key}: Empfangsbestätigungen und Prüfpunkte werden nun damit unterschrieben.")).By(introduced.IntroducedBy),
        DossierExported exported => new Narrated(new Text(
            $"{{who}} took out the dossier of {Of(exported.Of).En}, proven against checkpoint {exported.Checkpoint}.",
            $"{{who}} hat die Akte {Of(exported.Of).De} ausgeführt, belegt durch Prüfpunkt {exported.Checkpoint}.")).By(exported.ExportedBy).Thing("{subject}", exported.Subject),
        _ => throw new UnknownEventException(@event),
    };

    private static Text Of(DossierOf of) => of switch
    {
        DossierOf.Application => new("the application {subject}", "des Antrags {subject}"),
        _ => new("the call {subject}", "der Ausschreibung {subject}"),
    };
}
