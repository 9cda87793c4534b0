using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Hosting.Threads;

namespace HydraBot.Inference.Chat;

/// <summary>Threads in which everything that is written is answered; those who write in one share the conversation.</summary>
internal sealed class ChatThreads
{
    public const string Room = "chat";

    private readonly ConcurrentDictionary<string, bool> _threads = new(StringComparer.Ordinal);

    /// <summary>Notes that a channel is such a thread.</summary>
    public void Add(string thread) => _threads[thread] = true;

    public bool Has(string? channel) => channel is not null && _threads.ContainsKey(channel);
}

/// <summary>Brings what members write in such a thread to the model, down the road like everything.</summary>
internal sealed class ChatThreadRoom(ChatThreads threads, IThreadAnswers answers) : IThreadRoom
{
    /// <summary>People in a thread may speak to each other.</summary>
    private const string Aside = "//";

    private const string SeeFiles = "See what is attached.";

    private static readonly string[] Attachments = ["attachment", "attachment2", "attachment3"];

    public string Room => ChatThreads.Room;

    public Task HeardAsync(ThreadMessage message, CancellationToken cancellationToken)
    {
        threads.Add(message.Thread);
        var text = message.Text.Trim();
        if (text.StartsWith(Aside, StringComparison.Ordinal) || (text.Length == 0 && message.Files.Count == 0))
            return Task.CompletedTask;
        var arguments = new JsonObject { ["prompt"] = text.Length == 0 ? SeeFiles : text };
        foreach (var (name, file) in Attachments.Zip(message.Files))
            arguments[name] = file;
        return answers.AnswerAsync(message, "chat", JsonElement.Parse(arguments.ToJsonString()), cancellationToken);
    }
}
