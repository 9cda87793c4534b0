using HydraBot.Mls.Messages;

namespace HydraBot.Mls.Groups;

/// <summary>A proposal whose sender has been authenticated. Whether the application wants it is for the application to say.</summary>
public sealed class ReceivedProposal
{
    internal ReceivedProposal(byte[] reference, Sender sender, Proposal proposal) => (Reference, Sender, Proposal) = (reference, sender, proposal);

    /// <summary>Its name, ProposalRef, by which commits refer to it.</summary>
    public ReadOnlyMemory<byte> Reference { get; }

    /// <summary>Who sent it.</summary>
    public Sender Sender { get; }

    /// <summary>What is proposed.</summary>
    public Proposal Proposal { get; }
}
