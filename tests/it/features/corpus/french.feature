#language:fr
Fonctionnalité: Se connecter

  Règle: Un mot de passe est nécessaire

    Contexte:
      Soit un utilisateur

    Scénario: Sans mot de passe
      Quand il se connecte
      Alors il est refusé
      Mais pas oublié
