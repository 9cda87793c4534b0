namespace HydraBot.Governance.Constitution;

/// <summary>Adds to what people are told before they decide.</summary>
public interface IActExplainer
{
    /// <summary>Sentences about an act that is to be approved.</summary>
    IEnumerable<string> Explain(string operation);
}
