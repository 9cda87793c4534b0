namespace HydraBot.Discord.Gateway;

/// <summary>An event that was read and is not applied yet.</summary>
internal abstract class ReceivedEvent
{
    public abstract void Accept();
}

/// <inheritdoc/>
internal sealed class ReceivedEvent<TEvent>(EventSlot<TEvent> slot, TEvent received) : ReceivedEvent where TEvent : class
{
    public override void Accept() => slot.Accept(received);
}
