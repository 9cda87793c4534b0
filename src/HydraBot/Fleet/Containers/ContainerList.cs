using HydraBot.Fleet.Engine;

namespace HydraBot.Fleet.Containers;

/// <summary>The containers of an engine.</summary>
/// <param name="Engine">Its address.</param>
/// <param name="Total">How many there are, shown or not.</param>
/// <param name="Containers">Those asked for.</param>
internal sealed record ContainerList(string Engine, int Total, IReadOnlyList<Container> Containers);
