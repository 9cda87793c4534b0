using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Hosting.Threads;

/// <summary>Conversations of a room with members, each in a thread of its own. What is posted carries no effect, so it needs no clearance.</summary>
internal interface IConversationThreads
{
    /// <summary>Opens a thread, or finds the one that was opened for the same room and key before, also by an earlier run.</summary>
    /// <returns>The thread's id.</returns>
    /// <exception cref="OperationException">It cannot be opened; asking again is of no use before somebody changes something.</exception>
    /// <exception cref="ThreadsUnavailableException">Nobody can be reached now.</exception>
    Task<string> OpenAsync(ThreadWish wish, CancellationToken cancellationToken);

    /// <summary>Posts a card; with the same key it is posted once, however often it is tried within some minutes.</summary>
    /// <returns>The id of the last message that it takes.</returns>
    Task<string> PostAsync(string thread, string key, Card card, CancellationToken cancellationToken);

    /// <summary>Puts another card where one stood.</summary>
    Task EditAsync(string thread, string message, Card card, CancellationToken cancellationToken);

    /// <summary>Nobody listens in it any more; what stands there stays.</summary>
    Task LeaveAsync(string thread, CancellationToken cancellationToken);

    /// <summary>Shows an approval in the thread too, with its buttons, and keeps it as it stands.</summary>
    Task ShowAsync(string thread, string key, Approval approval, CancellationToken cancellationToken);
}

/// <summary>A thread to open.</summary>
/// <param name="Room">Whose it is; messages in it go to the room of this name.</param>
/// <param name="Key">What it is about: one thread a key.</param>
/// <param name="Channel">Name or id of the channel that it hangs in.</param>
/// <param name="Title">1 to 100 characters.</param>
/// <param name="First">The message that it grows out of.</param>
internal sealed record ThreadWish(string Room, string Key, string Channel, string Title, Card First);

/// <summary>A room that hears what members say in its threads.</summary>
internal interface IThreadRoom
{
    /// <summary>The name by which it opens threads.</summary>
    string Room { get; }

    /// <summary>A member's message. It may come again after a restart, so whoever acts on it looks at its id.</summary>
    Task HeardAsync(ThreadMessage message, CancellationToken cancellationToken);
}

/// <summary>What a member said in a thread.</summary>
/// <param name="Thread">Where.</param>
/// <param name="Key">What the thread is about.</param>
/// <param name="Id">The message's id; later ones are larger.</param>
/// <param name="Author">Who, with the access of that moment.</param>
/// <param name="Text">What.</param>
internal sealed record ThreadMessage(string Thread, string Key, string Id, Caller Author, string Text)
{
    /// <summary>The addresses of the files below it.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}

/// <summary>Threads cannot be reached now; later they can.</summary>
internal sealed class ThreadsUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
