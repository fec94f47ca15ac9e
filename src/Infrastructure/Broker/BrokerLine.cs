using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Infrastructure.Webhooks;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace EligibilityService.Infrastructure.Broker;

/// <summary>One connection to the broker, over which one cursor publishes in order. It is not mended: who loses it makes another one.</summary>
/// <remarks>
/// Who publishes holds a queue that the broker lets one connection have. So even a host that was frozen, and does not know yet that its cursor was taken over, never publishes beside another one.
/// </remarks>
internal sealed class BrokerLine : IAsyncDisposable
{
    private const int Piece = 128;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10), Goodbye = TimeSpan.FromSeconds(2);

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly TimeSpan _patience;
    private readonly Unconfirmed _unconfirmed = new();
    private readonly TaskCompletionSource<BrokerTrouble> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isBlocked;

    private BrokerLine(IConnection connection, IChannel channel, TimeSpan patience)
    {
        (_connection, _channel, _patience) = (connection, channel, patience);
        channel.BasicAcksAsync += (_, ack) => Heard(() => _unconfirmed.Remove(ack.DeliveryTag, ack.Multiple));
        channel.BasicNacksAsync += (_, _) => Heard(() => _lost.TrySetResult(new(BrokerTroubles.Unconfirmed, "It answered with nack")));
        channel.ChannelShutdownAsync += (_, reason) => Heard(() => _lost.TrySetResult(BrokerTrouble.Of(reason)));
        connection.ConnectionBlockedAsync += (_, _) => Heard(() => _isBlocked = true);
        connection.ConnectionUnblockedAsync += (_, _) => Heard(() => _isBlocked = false);
    }

    /// <summary>Done when nothing more can be published over it, with the reason.</summary>
    public Task<BrokerTrouble> Lost => _lost.Task;

    /// <exception cref="BrokerTrouble">There is no publishing now.</exception>
    public static async Task<BrokerLine> Open(BrokerSettings settings, Guid cursor, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = settings.Uri!, ClientProvidedName = "eligibility-service", AutomaticRecoveryEnabled = false, TopologyRecoveryEnabled = false, RequestedHeartbeat = Heartbeat,
            RequestedConnectionTimeout = settings.Patience, ContinuationTimeout = settings.Patience, HandshakeContinuationTimeout = settings.Patience,
        };
        (factory.Ssl.ServerName, factory.Ssl.AcceptablePolicyErrors) = (settings.Uri!.Host, SslPolicyErrors.None);   // by itself the client takes a certificate of any name
        if (settings.Authorities is { } authorities) factory.Ssl.CertificateValidationCallback = (_, shown, chain, errors) => IsVouchedForBy(authorities, shown, chain, errors);
        IConnection? connection = null;
        try
        {
            connection = await factory.CreateConnectionAsync(cancellationToken);
            var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), cancellationToken);
            foreach (var exchange in settings.ExchangeNames) await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
            await channel.QueueDeclareAsync($"{settings.Exchanges}.publisher.{cursor:N}", durable: false, exclusive: true, autoDelete: true, cancellationToken: cancellationToken);
            return new(connection, channel, settings.Patience);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            await Close(connection);
            throw BrokerTrouble.Of(failed);
        }
        catch
        {
            await Close(connection);
            throw;
        }
    }

    private static bool IsVouchedForBy(X509Certificate2Collection authorities, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (chain is null || shown is not X509Certificate2 certificate || errors is not (SslPolicyErrors.None or SslPolicyErrors.RemoteCertificateChainErrors)) return false;

        (chain.ChainPolicy.TrustMode, chain.ChainPolicy.RevocationMode) = (X509ChainTrustMode.CustomRootTrust, X509RevocationMode.NoCheck);
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        return chain.Build(certificate);
    }

    /// <summary>Returns once the broker has taken all of them over.</summary>
    /// <param name="blocked">Called again and again while the broker takes nothing from anybody: it is waited for over this line, because one that blocks does not notice that a line was given up.</param>
    /// <exception cref="BrokerTrouble">Some may have been taken over all the same.</exception>
    public async Task Publish(IEnumerable<BrokerMessage> messages, Func<Task> blocked, CancellationToken cancellationToken)
    {
        foreach (var piece in messages.Chunk(Piece))
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            try
            {
                var publishing = Publish(piece, patience.Token);
                while (await Task.WhenAny(publishing, Task.Delay(_patience, cancellationToken)) != publishing)
                {
                    if (_isBlocked) await blocked();
                    else await patience.CancelAsync();
                }

                await publishing;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new BrokerTrouble(BrokerTroubles.TooLate, "It did not confirm in time");
            }
            catch (Exception failed) when (failed is not (OperationCanceledException or Superseded))
            {
                throw Lost.IsCompleted ? await Lost : BrokerTrouble.Of(failed);
            }

            if (Lost.IsCompleted) throw await Lost;
        }
    }

    private async Task Publish(BrokerMessage[] piece, CancellationToken cancellationToken)
    {
        foreach (var message in piece)
        {
            _unconfirmed.Add(await _channel.GetNextPublishSequenceNumberAsync(cancellationToken));
            await _channel.BasicPublishAsync(message.Exchange, message.RoutingKey, mandatory: false, message.Properties, message.Body, cancellationToken);
        }

        await Task.WhenAny(_unconfirmed.None, Lost).WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync() => await Close(_connection);

    private static async Task Close(IConnection? connection)
    {
        if (connection is null) return;

        await connection.AbortAsync(Goodbye);
        await connection.DisposeAsync();
    }

    private static Task Heard(Action what)
    {
        what();
        return Task.CompletedTask;
    }

    /// <summary>What was published and is not confirmed yet. The broker confirms in any order, one by one or all up to one.</summary>
    private sealed class Unconfirmed
    {
        private readonly Lock _lock = new();
        private readonly SortedSet<ulong> _tags = [];
        private TaskCompletionSource _none = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Asked when nothing more is added.</summary>
        public Task None
        {
            get
            {
                lock (_lock) return _tags.Count == 0 ? Task.CompletedTask : _none.Task;
            }
        }

        public void Add(ulong tag)
        {
            lock (_lock)
            {
                if (_tags.Count == 0) _none = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _tags.Add(tag);
            }
        }

        public void Remove(ulong tag, bool multiple)
        {
            lock (_lock)
            {
                if (multiple) _tags.RemoveWhere(earlier => earlier <= tag);
                else _tags.Remove(tag);
                if (_tags.Count == 0) _none.TrySetResult();
            }
        }
    }
}

/// <summary>Why nothing can be published now.</summary>
/// <param name="code">One of <see cref="BrokerTroubles"/>.</param>
/// <param name="said">What the broker or the network said, for the log; it never holds a password.</param>
internal sealed class BrokerTrouble(string code, string said) : Exception(said)
{
    public string Code { get; } = code;

    public static BrokerTrouble Of(ShutdownEventArgs reason) => new(
        reason.ReplyCode switch
        {
            Constants.AccessRefused => BrokerTroubles.NoRights,
            Constants.ResourceLocked => BrokerTroubles.Held,
            Constants.PreconditionFailed => BrokerTroubles.Otherwise,
            Constants.NotAllowed => BrokerTroubles.Refused,
            _ => BrokerTroubles.NoConnection,
        },
        reason.ReplyText);

    public static BrokerTrouble Of(Exception failed)
    {
        var all = Inside(failed).ToArray();
        return all.Any(one => one is AuthenticationFailureException or PossibleAuthenticationFailureException) ? new(BrokerTroubles.Refused, all[^1].Message)
            : all.Any(one => one is System.Security.Authentication.AuthenticationException) ? new(BrokerTroubles.Certificate, all[^1].Message)
            : all.OfType<OperationInterruptedException>().FirstOrDefault()?.ShutdownReason is { } reason ? Of(reason)
            : new(BrokerTroubles.NoConnection, all[^1].Message);
    }

    private static IEnumerable<Exception> Inside(Exception failed) => failed switch
    {
        AggregateException several => several.InnerExceptions.SelectMany(Inside).Prepend(failed),
        { InnerException: { } inner } => Inside(inner).Prepend(failed),
        _ => [failed],
    };
}
