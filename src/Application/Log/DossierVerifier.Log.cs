using System.Text;
using System.Text.Json;
using EligibilityService.Domain.Log;

namespace EligibilityService.Application.Log;

/// <content>The checkpoint, its tree, and the one noted outside.</content>
public sealed partial class DossierVerifier
{
    private void ReadCheckpoint(byte[] content)
    {
        if (Signed(Encoding.UTF8.GetString(content)) is not { } checkpoint)
        {
            Find($"{Dossier.Checkpoint} was altered: its signature does not fit.", $"{Dossier.Checkpoint} wurde verändert: Die Unterschrift passt nicht.");
            return;
        }

        (_checkpoint, _root) = (checkpoint, Checkpoint.Hash(checkpoint.Root)!);
    }

    private Checkpoint? Signed(string note) => SignedNote.Parse(note) is { } signed && signed.IsSignedBy(_keys) ? Checkpoint.Parse(signed.Body) : null;

    /// <returns>Whether the dossier's checkpoint continues the one from outside.</returns>
    private bool HoldAgainst(string? outside)
    {
        if (outside is null)
        {
            _open.Add(new(
                "Not proven: no checkpoint from outside was given. Whoever holds the service's keys could have made all of this up. Verify with --checkpoint and one noted earlier.",
                "Nicht bewiesen: Es wurde kein Prüfpunkt von außen angegeben. Wer die Schlüssel des Dienstes hat, könnte all dies erfunden haben. Prüfen Sie mit --checkpoint und einem früher notierten."));
            return false;
        }

        if (Signed(NoteIn(outside)) is not { } earlier)
        {
            Find("The checkpoint from outside is not signed by this service, or was altered.", "Der Prüfpunkt von außen ist nicht von diesem Dienst unterschrieben oder wurde verändert.");
            return false;
        }

        if (_checkpoint is not { } own) return false;

        _outsideSize = earlier.Size;
        if (earlier.Size > own.Size)
        {
            _open.Add(new(
                $"Not proven: your checkpoint ({earlier.Number}) is newer than the dossier's ({own.Number}). Take the dossier out again.",
                $"Nicht bewiesen: Ihr Prüfpunkt ({earlier.Number}) ist neuer als der der Akte ({own.Number}). Führen Sie die Akte noch einmal aus."));
            return false;
        }

        var proof = earlier.Size == own.Size ? [] : _earlier.Find(line => line.Size == earlier.Size)?.Proof;
        if (proof is null)
        {
            _open.Add(new(
                $"Not proven: the dossier holds no proof from your checkpoint's size on. Take it out again with since={earlier.Size}.",
                $"Nicht bewiesen: Die Akte enthält keinen Beleg ab der Größe Ihres Prüfpunkts. Führen Sie sie noch einmal aus, mit since={earlier.Size}."));
            return false;
        }

        if (proof.All(hash => Checkpoint.Hash(hash) is not null) && MerkleTree.Continues(earlier.Size, Checkpoint.Hash(earlier.Root)!, own.Size, _root, [.. proof.Select(hash => Checkpoint.Hash(hash)!)]))
        {
            _shown.Add(new(
                $"The log has only grown since your checkpoint {earlier.Number} of {Instant(earlier.At)}: its {earlier.Size} leaves are the first of the {own.Size} that this dossier is proven against.",
                $"Das Protokoll ist seit Ihrem Prüfpunkt {earlier.Number} vom {Instant(earlier.At)} nur gewachsen: Seine {earlier.Size} Blätter sind die ersten der {own.Size}, gegen die diese Akte belegt ist."));
            return true;
        }

        Find(
            $"The log was rewritten: its first {earlier.Size} leaves are no longer those of your checkpoint {earlier.Number} of {Instant(earlier.At)}.",
            $"Das Protokoll wurde umgeschrieben: Seine ersten {earlier.Size} Blätter sind nicht mehr die Ihres Prüfpunkts {earlier.Number} vom {Instant(earlier.At)}.");
        return false;
    }

    private static string NoteIn(string outside)
    {
        if (!outside.TrimStart().StartsWith('{')) return outside.ReplaceLineEndings("\n");
        try
        {
            using var json = JsonDocument.Parse(outside);
            return json.RootElement.TryGetProperty("note", out var note) ? note.GetString() ?? "" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static bool IsIn(byte[] leafHash, long place, long size, string[] proof, string root) =>
        proof.All(hash => Checkpoint.Hash(hash) is not null) && MerkleTree.Includes(leafHash, place, size, [.. proof.Select(hash => Checkpoint.Hash(hash)!)], Checkpoint.Hash(root)!);

    private bool IsInTree(byte[] leafHash, long index)
    {
        if (_checkpoint is not { } checkpoint || index < 0 || index >= checkpoint.Size) return false;

        var beside = new List<byte[]>(40);
        foreach (var range in MerkleTree.Inclusion(index, checkpoint.Size))
        {
            byte[]? hash = null;
            foreach (var part in MerkleTree.Parts(range).Reverse())
            {
                if (!_nodes.TryGetValue(part, out var node)) return false;
                hash = hash is null ? node : MerkleTree.NodeHash(node, hash);
            }

            beside.Add(hash!);
        }

        return MerkleTree.Includes(leafHash, index, checkpoint.Size, beside, _root);
    }
}
