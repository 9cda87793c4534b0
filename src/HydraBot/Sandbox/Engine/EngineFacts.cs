namespace HydraBot.Sandbox.Engine;

/// <summary>What the engine says of itself.</summary>
/// <param name="Id">Its own id; another engine, or one set up anew, has another.</param>
/// <param name="Name">The product and version, such as <c>Docker 20.10.24</c>.</param>
/// <param name="Kernel">The host's kernel.</param>
/// <param name="Runtime">The runtime that programs run under.</param>
/// <param name="Runtimes">All that it has.</param>
/// <param name="CgroupVersion">1 or 2.</param>
/// <param name="UserNamespaces">True when root in a container is nobody on the host.</param>
/// <param name="AppArmor">True when AppArmor confines containers too.</param>
internal sealed record EngineFacts(
    string Id, string Name, string Kernel, string Runtime, IReadOnlyList<string> Runtimes, string CgroupVersion, bool UserNamespaces, bool AppArmor)
{
    /// <summary>True when programs meet a kernel of their own (gVisor) or a virtual machine (Kata) instead of the host's kernel.</summary>
    public bool HasKernelOfItsOwn => IsVirtual(Runtime);

    /// <summary>Runtimes that put more than namespaces between a program and the host's kernel, the best first.</summary>
    public static bool IsVirtual(string runtime) =>
        runtime.StartsWith("runsc", StringComparison.Ordinal) || runtime.StartsWith("kata", StringComparison.Ordinal) || runtime.Contains(".kata.", StringComparison.Ordinal);
}
