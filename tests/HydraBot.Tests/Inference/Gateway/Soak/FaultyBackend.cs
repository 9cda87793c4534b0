using System.Collections.Concurrent;
using System.Text.Json;
using HydraBot.Testing.Models;
using Microsoft.AspNetCore.Http;

namespace HydraBot.Tests.Inference.Gateway.Soak;

/// <summary>A server of language models that does something wrong with every second request: each fault once in a round, in an order by chance.</summary>
internal sealed class FaultyBackend
{
    private const int GoodInARound = 18;

    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly Queue<SoakFault> _round = new();
    private readonly FakeModelServer _server;
    private TaskCompletionSource _idle = new();
    private int _serving;

    public FaultyBackend(FakeModelServer server, int seed)
    {
        (_server, _random) = (server, new Random(seed));
        _idle.SetResult();
        server.Serve = ServeAsync;
    }

    /// <summary>How often it did what.</summary>
    public ConcurrentDictionary<SoakFault, int> Done { get; } = [];

    /// <summary>Done when it serves nobody.</summary>
    public Task Idle
    {
        get
        {
            lock (_gate)
                return _idle.Task;
        }
    }

    /// <summary>Is not there for a while.</summary>
    public async Task RestAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        await _server.CloseAsync();
        await Task.Delay(pause, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _server.OpenAgainAsync(CancellationToken.None);
    }

    private async Task ServeAsync(HttpContext context, byte[] body)
    {
        // What it was asked is not looked at afterwards, and would grow for as long as the soak lasts.
        _server.Bodies.Clear();
        _server.Headers.Clear();
        var (fault, repeats) = Deal();
        Done.AddOrUpdate(fault, 1, (_, before) => before + 1);
        try
        {
            var asked = JsonElement.Parse(body);
            var words = SoakWords.Rest(asked.GetProperty("messages"), repeats);
            var answer = new FaultyAnswer(context, words, fault);
            await (asked.TryGetProperty("stream", out var stream) && stream.GetBoolean() ? answer.StreamAsync() : answer.WholeAsync());
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The house wants no more of it.
        }
        finally
        {
            lock (_gate)
            {
                if (--_serving == 0)
                    _idle.SetResult();
            }
        }
    }

    private (SoakFault Fault, bool Repeats) Deal()
    {
        lock (_gate)
        {
            if (_serving++ == 0)
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_round.Count == 0)
            {
                SoakFault[] cards = [.. Enum.GetValues<SoakFault>(), .. Enumerable.Repeat(SoakFault.None, GoodInARound)];
                _random.Shuffle(cards);
                foreach (var card in cards)
                    _round.Enqueue(card);
            }

            return (_round.Dequeue(), _random.Next(2) == 0);
        }
    }
}
