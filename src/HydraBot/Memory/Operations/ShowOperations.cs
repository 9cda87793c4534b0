using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Memory.Operations;

/// <summary>Shows single memories, their past, and their secrets to whom they belong.</summary>
internal sealed class ShowOperations(MemoryStore store, SecretBox secrets)
{
    [Operation("memory.show", Private = true)]
    [Description("Shows one memory")]
    public async Task<OperationResult<MemoryView>> ShowAsync([Description("Its id")] Guid id, Clearance clearance, CancellationToken cancellationToken)
    {
        var view = MemoryView.Of(await FindAsync(store, clearance.Caller, id, cancellationToken));
        return OperationResult.Of(view, Draw(view));
    }

    [Operation("memory.history", Private = true)]
    [Description("Shows how a fact changed: every value of the slot that a memory fills, or the memories that replaced it")]
    public async Task<OperationResult<HistoryAnswer>> HistoryAsync([Description("The id of one of its values")] Guid id, Clearance clearance, CancellationToken cancellationToken)
    {
        var memory = await FindAsync(store, clearance.Caller, id, cancellationToken);
        var all = memory.Subject is null ? [memory] : await store.ReadAsync(session => session.ListAsync(
            $"SELECT {MemoryRow.Columns} FROM memories WHERE audience = @audience AND subject = @subject AND predicate = @predicate ORDER BY valid_from, sequence",
            MemoryRow.Read, ("audience", memory.Audience), ("subject", memory.Subject), ("predicate", memory.Predicate)), cancellationToken);
        var answer = new HistoryAnswer([.. all.Select(one => MemoryView.Of(one))]);
        return OperationResult.Of(answer, new Card
        {
            Title = memory.Subject is null ? "One memory, no slot" : $"{memory.Subject}: {memory.Predicate}",
            Fields = [.. answer.Memories.TakeLast(25).Select(one => new CardField($"{one.ValidFrom ?? "always"} → {one.ValidTo ?? "now"}", SearchOperations.Short(one.Content)))],
        });
    }

    [Operation("memory.reveal", Effect = OperationEffect.Change, Private = true)]
    [Description("Shows the secret that lies encrypted beside a memory of yours")]
    public async Task<OperationResult<RevealedSecret>> RevealAsync([Description("Its id")] Guid id, Clearance clearance, CancellationToken cancellationToken)
    {
        if (clearance.Caller.Kind is not (CallerKind.Member or CallerKind.Key))
            throw new OperationException("Secrets are shown to people and their programs, never to a model or a schedule.");
        var memory = await FindAsync(store, clearance.Caller, id, cancellationToken);
        if (memory.Author != Audience.Author(clearance.Caller) || memory.Secret is not { } closed)
            throw NotFound(id);
        try
        {
            return OperationResult.Of(new RevealedSecret(id, secrets.Open(closed)), new Card { Title = memory.Content, Text = $"||{secrets.Open(closed)}||", Severity = CardSeverity.Warning });
        }
        catch (CryptographicException exception)
        {
            throw new OperationException("The secret cannot be opened: it was changed, or the key file memory-vault.key is another one.", exception);
        }
    }

    /// <summary>A memory that the caller may hear; what belongs to others is as good as not there.</summary>
    /// <exception cref="OperationException">There is none.</exception>
    public static async Task<StoredMemory> FindAsync(MemoryStore store, Caller caller, Guid id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } memory && Audience.Heard(caller).Contains(memory.Audience) ? memory : throw NotFound(id);

    public static OperationException NotFound(Guid id) => new($"There is no memory {id} that you may see.");

    private static Card Draw(MemoryView view) => new()
    {
        Title = $"{view.Tier} memory",
        Severity = view.State is MemoryState.Suspect ? CardSeverity.Warning : CardSeverity.Neutral,
        Text = view.Content,
        Fields =
        [
            .. new (string Name, string? Value)[]
            {
                ("State", view.State.ToString().ToLowerInvariant()), ("Scope", view.Scope.ToString().ToLowerInvariant()), ("Said by", view.Speaker), ("Occurred", view.OccurredAt),
                ("True from", view.ValidFrom), ("True until", view.ValidTo), ("Source", view.Source), ("Tags", view.Tags.Count == 0 ? null : string.Join(", ", view.Tags)),
            }.Where(field => field.Value is not null).Select(field => new CardField(field.Name, field.Value!, Inline: true)),
        ],
        Footer = view.Id.ToString(),
        Spoken = view.Content,
    };
}
