using System.Collections.Immutable;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Domain.Log;

/// <summary>What happens to the log itself: with which keys it is signed, and who took proofs out of the house.</summary>
public interface ILogEvent;

/// <summary>From here on receipts and checkpoints are signed with this key; those before it stay valid.</summary>
/// <param name="Key">Begin of the SHA-256 of the public key.</param>
/// <param name="PublicKey">ECDSA P-256, SubjectPublicKeyInfo in base64.</param>
/// <param name="IntroducedAt">In real time, also in the demonstration.</param>
public sealed record SigningKeyIntroduced(string Key, string PublicKey, Guid IntroducedBy, DateTimeOffset IntroducedAt) : ILogEvent;

/// <summary>Somebody took out a dossier: everything recorded about one application, or about a call with all its applications.</summary>
/// <param name="Checkpoint">Number of the checkpoint that it is proven against.</param>
public sealed record DossierExported(Guid Export, DossierOf Of, Guid Subject, Guid ExportedBy, DateTimeOffset ExportedAt, long Checkpoint) : ILogEvent;

/// <summary>What a dossier is about.</summary>
public enum DossierOf { Application, Call }

/// <summary>The log as its own decisions need to see it.</summary>
public sealed record LogBook : IState<LogBook, ILogEvent>
{
    /// <summary>The one stream of the log.</summary>
    public static readonly Guid StreamId = new("106b0000-0000-4000-8000-000000000001");

    public static LogBook Initial { get; } = new();

    public ImmutableHashSet<string> Keys { get; init; } = [];

    public Guid? LastExport { get; init; }

    public Decision<ILogEvent> Introduce(string key, string publicKey, Guid by, DateTimeOffset at) => Keys.Contains(key) ? [] : [new SigningKeyIntroduced(key, publicKey, by, at)];

    public Decision<ILogEvent> Export(DossierExported export) => export.Export == LastExport ? [] : [export];

    public LogBook Evolve(ILogEvent @event) => @event switch
    {
        SigningKeyIntroduced introduced => this with { Keys = Keys.Add(introduced.Key) },
        DossierExported exported => this with { LastExport = exported.Export },
        _ => throw new UnknownEventException(@event),
    };
}
