namespace HydraBot.Memory.Relations;

/// <summary>What lies around a memory.</summary>
/// <param name="Nodes">The memory itself first, then names and memories by distance.</param>
/// <param name="Edges">Between nodes.</param>
/// <param name="Source">Where it was asked: <c>sql</c> or <c>neo4j</c>.</param>
internal sealed record RelatedGraph(IReadOnlyList<RelatedNode> Nodes, IReadOnlyList<RelatedEdge> Edges, string Source);

/// <summary>A memory or a name.</summary>
/// <param name="Id">The memory's id, or the name.</param>
/// <param name="Kind"><c>memory</c> or <c>entity</c>.</param>
/// <param name="Label">A few words.</param>
/// <param name="Distance">Steps from where one began.</param>
internal sealed record RelatedNode(string Id, string Kind, string Label, int Distance);

/// <summary>How two nodes belong together.</summary>
internal sealed record RelatedEdge(string From, string Relation, string To);
