using System.Collections.Concurrent;
using HydraBot.Governance;

namespace HydraBot.ClaudeCode.Messages;

/// <summary>
/// Hands members' messages to sessions. A session may have armed several listeners (one at its start, one after each answer): the newest listens, the
/// others are sent home. What was fetched and not confirmed is handed out again.
/// </summary>
internal sealed class MessageDesk(MessageStore store, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Listener> _listeners = new(StringComparer.Ordinal);

    /// <summary>True while somebody listens for the session.</summary>
    public bool IsHeard(string session) => _listeners.ContainsKey(session);

    public async Task QueueAsync(Clearance clearance, string id, string session, string text, CancellationToken cancellationToken)
    {
        await store.AddAsync(id, session, clearance.Caller.Name, text, cancellationToken);
        if (_listeners.TryGetValue(session, out var listener))
            listener.Signal();
    }

    public ValueTask<List<StoredMessage>> TakeAsync(string session, CancellationToken cancellationToken) => store.TakeAsync(session, cancellationToken);

    public Task DeliveredAsync(string session, IReadOnlyList<string> ids, CancellationToken cancellationToken) => store.DeliveredAsync(session, ids, cancellationToken);

    /// <summary>Whoever fetched messages and did not confirm them is gone: they are anybody's again.</summary>
    public async Task ReleaseAsync(string session, CancellationToken cancellationToken)
    {
        await store.ReleaseAsync(session, cancellationToken);
        if (_listeners.TryGetValue(session, out var listener))
            listener.Signal();
    }

    /// <summary>Waits for messages to a session.</summary>
    /// <param name="session">Which.</param>
    /// <param name="who">The listener: asked again with the same, it is the same.</param>
    /// <param name="wait">How long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The messages, none after <paramref name="wait"/>; null when a newer listener took over.</returns>
    public async Task<IReadOnlyList<StoredMessage>?> ListenAsync(string session, string who, TimeSpan wait, CancellationToken cancellationToken)
    {
        var me = new Listener(who);
        if (!Arm(session, me))
            return null;
        try
        {
            var began = time.GetTimestamp();
            while (true)
            {
                var signal = me.Next;
                if (me.Ended)
                    return null;
                if (await store.TakeAsync(session, cancellationToken) is { Count: > 0 } messages)
                    return messages;
                var left = wait - time.GetElapsedTime(began);
                if (left <= TimeSpan.Zero)
                    return [];
                await WaitAsync(signal, left < Look ? left : Look, cancellationToken);
            }
        }
        finally
        {
            _listeners.TryRemove(new KeyValuePair<string, Listener>(session, me));
        }
    }

    /// <summary>Version 7 ids sort by time: the listener that was armed later stays. The other is sent home when this one is there to be heard.</summary>
    private bool Arm(string session, Listener me)
    {
        while (true)
        {
            if (!_listeners.TryGetValue(session, out var before))
            {
                if (_listeners.TryAdd(session, me))
                    return true;
            }
            else if (string.CompareOrdinal(before.Who, me.Who) > 0)
            {
                return false;
            }
            else if (_listeners.TryUpdate(session, me, before))
            {
                before.End();
                return true;
            }
        }
    }

    private async Task WaitAsync(Task signal, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await signal.WaitAsync(wait, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // A lease may have run out meanwhile: looked again.
        }
    }

    private sealed class Listener(string who)
    {
        private TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Who => who;

        public bool Ended { get; private set; }

        public Task Next => _signal.Task;

        public void Signal() => Interlocked.Exchange(ref _signal, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

        public void End()
        {
            Ended = true;
            Signal();
        }
    }
}
