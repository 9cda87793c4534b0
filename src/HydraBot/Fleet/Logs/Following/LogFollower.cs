using System.Collections.Concurrent;
using System.Threading.Channels;
using HydraBot.Fleet.Engine;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Threads;

namespace HydraBot.Fleet.Logs.Following;

/// <summary>Follows logs, each in a thread of its own, until the time is over, the container ends or somebody says stop.</summary>
/// <remarks>What is followed ends with the house: the thread says until when it would have been.</remarks>
internal sealed partial class LogFollower(IContainerEngine engine, SecretMask mask, TimeProvider time, ILogger<LogFollower> logger, IConversationThreads? threads = null) : BackgroundService, IThreadRoom
{
    public const string RoomName = "logs", Stop = "stop";

    /// <summary>Each is a few messages every few seconds, and Discord's patience is one for all of them.</summary>
    private const int AtOnce = 4;

    private const int LinesBefore = 10;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);

    private readonly Channel<FollowedContainer> _begun = Channel.CreateBounded<FollowedContainer>(new BoundedChannelOptions(AtOnce) { FullMode = BoundedChannelFullMode.Wait });
    private readonly ConcurrentDictionary<string, FollowedContainer> _followed = new(StringComparer.Ordinal);
    private int _places = AtOnce;

    public string Room => RoomName;

    /// <summary>Takes one of the places, before a thread is opened for nothing.</summary>
    /// <exception cref="OperationException">All are taken.</exception>
    public Place Reserve()
    {
        if (Interlocked.Decrement(ref _places) >= 0)
            return new Place(this);
        Interlocked.Increment(ref _places);
        throw new OperationException($"{AtOnce} logs are followed already, which is as many as there may be: {string.Join(", ", _followed.Values.Select(one => $"`{one.Container.Name}` in <#{one.Thread}>"))}. `{Stop}` in its thread ends one.");
    }

    public Task HeardAsync(ThreadMessage message, CancellationToken cancellationToken)
    {
        if (message.Author.Access >= AccessLevel.Operator && string.Equals(message.Text.Trim(), Stop, StringComparison.OrdinalIgnoreCase) && _followed.TryGetValue(message.Thread, out var following))
            following.Stop(message.Author.Name);
        return Task.CompletedTask;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var following in _begun.Reader.ReadAllAsync(stoppingToken))
                await FollowAsync(following, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The thread says until when it would have been.
        }
    }

    private async Task FollowAsync(FollowedContainer following, CancellationToken stoppingToken)
    {
        try
        {
            await SayAsync(following, "end", new Card { Title = await WatchAsync(following, stoppingToken), Footer = "/logs shows the rest, /follow goes on." }, stoppingToken);
            await threads!.LeaveAsync(following.Thread, stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            // A log that cannot be shown any more must not keep the place of another one.
            LogFailed(exception, following.Container.Name);
        }
        finally
        {
            _followed.TryRemove(following.Thread, out _);
            Interlocked.Increment(ref _places);
        }
    }

    /// <returns>Why it ended, in a sentence.</returns>
    private async Task<string> WatchAsync(FollowedContainer following, CancellationToken stoppingToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var (text, name) = (new FollowedText(), following.Container.Name);
        var reading = engine.FollowAsync(following.Container.Id, LinesBefore, text.Add, over.Token);
        try
        {
            var part = 0;
            for (; !reading.IsCompleted && !following.Stopped.IsCompleted && time.GetUtcNow() < following.Until; part++)
            {
                await Task.WhenAny(reading, following.Stopped, Task.Delay(Pace, time, over.Token));
                await ShowAsync(following, part, text.Take(isEnd: false), stoppingToken);
            }

            await ShowAsync(following, part, text.Take(isEnd: true), stoppingToken);
            if (following.Stopped.IsCompletedSuccessfully)
                return $"{await following.Stopped} ended it";
            if (!reading.IsCompleted)
                return "The time is over";
            await reading;
            return $"{name} ended";
        }
        catch (OperationException gone) when (reading.IsFaulted)
        {
            return gone.Message;
        }
        finally
        {
            await over.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ShowAsync(FollowedContainer following, int part, string written, CancellationToken cancellationToken)
    {
        var plain = mask.Apply(TerminalText.Plain(written).TrimEnd('\n'));
        if (plain.Length > 0)
            await SayAsync(following, $"part {part}", new Card { Title = following.Container.Name, Text = LogBlock.Of(plain), Plain = true }, cancellationToken);
    }

    private async Task SayAsync(FollowedContainer following, string key, Card card, CancellationToken cancellationToken)
    {
        try
        {
            await threads!.PostAsync(following.Thread, key, card, cancellationToken);
        }
        catch (ThreadsUnavailableException unreachable)
        {
            // What is not shown now stands in the log; the next of it may be shown.
            LogNotShown(unreachable, following.Container.Name);
        }
    }

    /// <summary>A place to follow a log in; given back where nothing was begun in it.</summary>
    internal sealed class Place(LogFollower follower) : IDisposable
    {
        private bool _taken;

        public void Begin(FollowedContainer following)
        {
            follower._followed[following.Thread] = following;
            // There is room for as many as there are places.
            _taken = follower._begun.Writer.TryWrite(following);
        }

        public void Dispose()
        {
            if (!_taken)
                Interlocked.Increment(ref follower._places);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log of {Container} cannot be shown any more")]
    private partial void LogFailed(Exception exception, string container);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A part of the log of {Container} was not shown")]
    private partial void LogNotShown(Exception exception, string container);
}
