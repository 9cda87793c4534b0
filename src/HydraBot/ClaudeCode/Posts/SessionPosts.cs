using HydraBot.ClaudeCode.Sessions;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Threads;
using Microsoft.Extensions.Options;

namespace HydraBot.ClaudeCode.Posts;

/// <summary>
/// Shows in sessions' threads what happens in them. Whoever reports is answered once it is stored; from there it is shown in order, when Discord is
/// there, and whatever stops in between.
/// </summary>
internal sealed partial class SessionPosts(
    PostStore store, SessionStore sessions, IConversationThreads threads, IApprovalStore approvals, SecretMask mask, IOptions<ClaudeCodeOptions> options, TimeProvider time,
    ILogger<SessionPosts> logger) : BackgroundService
{
    public const string Room = "claude";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    // One token is enough: it says that there is something, the table says what.
    private readonly SemaphoreSlim _something = new(1, 1);

    public override void Dispose()
    {
        _something.Dispose();
        base.Dispose();
    }

    /// <summary>Stores a card for the session's thread, without its secrets.</summary>
    public async Task AddAsync(string session, Card card, CancellationToken cancellationToken, string? slot = null, Guid? approval = null)
    {
        await store.AddAsync(session, slot, Masked(card), approval, cancellationToken);
        Wake();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await _something.WaitAsync(stoppingToken);
                for (var next = await store.NextAsync(stoppingToken); next.Count > 0; next = await store.NextAsync(stoppingToken))
                {
                    foreach (var post in next)
                        await ShowAsync(post, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is shown after the next start.
        }
    }

    private void Wake()
    {
        try
        {
            if (_something.CurrentCount == 0)
                _something.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else said so in the same moment.
        }
    }

    /// <summary>Until it is shown, or Discord says that it never will.</summary>
    private async Task ShowAsync(StoredPost post, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await store.SentAsync(post.Sequence, await ShowOnceAsync(post, stoppingToken), stoppingToken);
                return;
            }
            catch (OperationException exception)
            {
                LogDropped(exception, post.Session, post.Card.Title);
                await store.SentAsync(post.Sequence, null, stoppingToken);
                return;
            }
            catch (ThreadsUnavailableException exception)
            {
                LogLater(exception, post.Session);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task<string?> ShowOnceAsync(StoredPost post, CancellationToken stoppingToken)
    {
        var session = await sessions.FindAsync(post.Session, stoppingToken) ?? throw new OperationException($"There is no session {post.Session}.");
        var thread = session.Thread ?? await OpenAsync(session, stoppingToken);
        if (post.Approval is { } id)
        {
            if (await approvals.FindAsync(id, stoppingToken) is { State: ApprovalState.Pending } approval)
                await threads.ShowAsync(thread, $"{post.Sequence}", approval, stoppingToken);
            return null;
        }

        if (post.Slot is { } slot && await store.ShownAsync(post.Session, slot, stoppingToken) is { } shown)
        {
            await threads.EditAsync(thread, shown, post.Card, stoppingToken);
            return shown;
        }

        return await threads.PostAsync(thread, $"{post.Sequence}", post.Card, stoppingToken);
    }

    private async Task<string> OpenAsync(ClaudeSession session, CancellationToken stoppingToken)
    {
        var first = new Card
        {
            Title = $"Claude Code: {session.Title}",
            Fields = [new CardField("Folder", $"`{session.Folder}`", true), new CardField("Machine", session.Machine, true), new CardField("Begun by", session.StartedBy, true)],
            Footer = session.Id,
            Text = "What an Operator writes in this thread goes to the session.",
        };
        var thread = await threads.OpenAsync(new ThreadWish(Room, session.Id, options.Value.Channel, $"{session.Title} · {session.Id[..Math.Min(4, session.Id.Length)]}", first), stoppingToken);
        await sessions.ThreadAsync(session.Id, thread, stoppingToken);
        return thread;
    }

    private Card Masked(Card card) => card with
    {
        Title = mask.Apply(card.Title),
        Text = card.Text is null ? null : mask.Apply(card.Text),
        Fields = [.. card.Fields.Select(field => field with { Value = mask.Apply(field.Name, field.Value) })],
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A card of session {Session} cannot be shown: {Title}")]
    private partial void LogDropped(Exception exception, string session, string title);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Threads cannot be reached; what session {Session} said is shown later")]
    private partial void LogLater(Exception exception, string session);
}
