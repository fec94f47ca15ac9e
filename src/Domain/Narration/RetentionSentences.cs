using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Retention;

namespace EligibilityService.Domain.Narration;

internal static class RetentionSentences
{
    public static Narrated Tell(IRetentionEvent @event) => @event switch
    {
        ClearanceProposed proposed => new Narrated(new Text(
            $"{{who}} proposed to clear {What(proposed.Files.Length, proposed.Looks).En}.",
            $"{{who}} hat vorgeschlagen zu löschen: {What(proposed.Files.Length, proposed.Looks).De}.")).By(proposed.ProposedBy),
        ClearanceDropped dropped => new Narrated(new Text(
            "{who} dropped a proposal of what is cleared.",
            "{who} hat einen Vorschlag verworfen, was gelöscht wird.")).By(dropped.DroppedBy),
        ClearanceConfirmed confirmed => new Narrated(new Text(
            $"{{who}} confirmed what {{proposer}} had proposed to clear: {What(confirmed.Files.Length, confirmed.Looks).En}.",
            $"{{who}} hat bestätigt, was {{proposer}} zu löschen vorgeschlagen hatte: {What(confirmed.Files.Length, confirmed.Looks).De}.")).By(confirmed.ConfirmedBy).Person("{proposer}", confirmed.ProposedBy),
        ErasureProposed proposed => new Narrated(new Text(
            $"{{who}} proposed to erase {{person}}{And(proposed.Documents.Length).En}.",
            $"{{who}} hat vorgeschlagen, {{person}}{And(proposed.Documents.Length).De} zu löschen.")).By(proposed.ProposedBy).Person("{person}", proposed.Person),
        ErasureDropped dropped => new Narrated(new Text(
            "{who} dropped a proposal to erase a person.",
            "{who} hat einen Vorschlag verworfen, eine Person zu löschen.")).By(dropped.DroppedBy),
        ErasureConfirmed confirmed => new Narrated(new Text(
            $"{{who}} confirmed what {{proposer}} had proposed: to erase {{person}}{And(confirmed.Documents.Length).En}.",
            $"{{who}} hat bestätigt, was {{proposer}} vorgeschlagen hatte: {{person}}{And(confirmed.Documents.Length).De} zu löschen."))
            .By(confirmed.ConfirmedBy).Person("{proposer}", confirmed.ProposedBy).Person("{person}", confirmed.Person),
        _ => throw new UnknownEventException(@event),
    };

    private static Text And(int documents)
    {
        var many = Figure.Many(documents, "document", "documents", "Dokument", "Dokumente");
        return documents == 0 ? new("", "") : new($" and {many.En}", $" und {many.De}");
    }

    private static Text What(int files, bool looks)
    {
        var many = Figure.Many(files, "file whose time is over", "files whose time is over", "Akte, deren Zeit vorbei ist", "Akten, deren Zeit vorbei ist");
        return (files, looks) switch
        {
            (0, _) => new("old entries of the access log", "alte Einträge des Zugriffsprotokolls"),
            (_, true) => new($"{many.En}, and old entries of the access log", $"{many.De}, und alte Einträge des Zugriffsprotokolls"),
            _ => many,
        };
    }
}
