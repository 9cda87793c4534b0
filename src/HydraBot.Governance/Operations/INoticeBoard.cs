namespace HydraBot.Governance.Operations;

/// <summary>Where the house speaks by itself. A notice never carries an effect, so it needs no clearance.</summary>
public interface INoticeBoard
{
    /// <summary>Posts a card when the door is connected; returns once it is queued.</summary>
    ValueTask PostAsync(NoticeTopic topic, Card card, CancellationToken cancellationToken);

    /// <summary>Shows a notice, in place of what its name showed before; returns once it is queued. A board that cannot edit posts it.</summary>
    ValueTask ShowAsync(Notice notice, CancellationToken cancellationToken)
    {
        var (topic, _, card) = notice;
        return PostAsync(topic, card, cancellationToken);
    }
}
