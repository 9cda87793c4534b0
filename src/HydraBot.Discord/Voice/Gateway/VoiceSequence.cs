namespace HydraBot.Discord.Voice.Gateway;

/// <summary>The number of the last message that was handled, across the connections of one session; -1 before the first.</summary>
internal sealed class VoiceSequence
{
    private volatile int _last = -1;

    public int Last
    {
        get => _last;
        set => _last = value;
    }
}
