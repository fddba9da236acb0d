namespace Gateway;

/// <summary>What a process of the gateway does; several together by default, apart where they are deployed apart.</summary>
[Flags]
public enum GatewayRoles
{
    None = 0,

    /// <summary>Answers merchants, persons, <c>/admin</c> and channels' notices.</summary>
    Api = 1,

    /// <summary>Hears the other services, hands refunds on, repeats what is not answered.</summary>
    Messages = 2,

    /// <summary>Sends webhooks: needs the database, the way to merchants' servers, and no broker.</summary>
    Webhooks = 4,

    All = Api | Messages | Webhooks,
}
