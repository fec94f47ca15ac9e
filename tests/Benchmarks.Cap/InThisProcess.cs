using System.Threading.Channels;
using DotNetCore.CAP;
using DotNetCore.CAP.Messages;
using DotNetCore.CAP.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace EligibilityService.Benchmarks.Cap;

/// <summary>The quickest transport there is, so that what is measured is CAP and its PostgreSQL.</summary>
internal sealed class InThisProcess : ICapOptionsExtension
{
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton(new CapMessageQueueMakerService("in this process"));
        services.AddSingleton(Channel.CreateUnbounded<TransportMessage>());
        services.AddSingleton<ITransport, Out>();
        services.AddSingleton<IConsumerClientFactory, In>();
    }

    private sealed class Out(Channel<TransportMessage> channel) : ITransport
    {
        public BrokerAddress BrokerAddress => new("in this process");

        public async Task<OperateResult> SendAsync(TransportMessage message)
        {
            await channel.Writer.WriteAsync(message);
            return OperateResult.Success;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class In(Channel<TransportMessage> channel) : IConsumerClientFactory
    {
        public Task<IConsumerClient> CreateAsync(string groupName, byte groupConcurrent) => Task.FromResult<IConsumerClient>(new Consumer(groupName, channel));
    }

    private sealed class Consumer(string group, Channel<TransportMessage> channel) : IConsumerClient
    {
        public BrokerAddress BrokerAddress => new("in this process");

        public Func<TransportMessage, object?, Task>? OnMessageCallback { get; set; }

        public Action<LogMessageEventArgs>? OnLogCallback { get; set; }

        public Task SubscribeAsync(IEnumerable<string> topics) => Task.CompletedTask;

        public async Task ListeningAsync(TimeSpan timeout, CancellationToken cancellationToken)
        {
            await foreach (var message in channel.Reader.ReadAllAsync(cancellationToken))
            {
                message.Headers[Headers.Group] = group;
                await OnMessageCallback!(message, null);
            }
        }

        public Task CommitAsync(object? sender) => Task.CompletedTask;

        public Task RejectAsync(object? sender) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
